type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [16, 20, 24];
const AA = 4.5;
const DEFAULT = '#0b5c6b';

/** The colours that follow from the brand's one, all readable (WCAG AA) whatever the host page has chosen. */
export interface Palette {
  readonly brand: string;
  /** Text on the brand's colour. */
  readonly onBrand: string;
  /** Links, focus and outlined buttons on `surface`. */
  readonly link: string;
}

/** @param surface `#rrggbb` on which links stand. */
export function paletteFor(color: string | null, surface: string): Palette {
  const brand = parse(normalize(color ?? DEFAULT) ?? DEFAULT);
  const onBrand = contrast(brand, WHITE) >= AA ? WHITE : contrast(brand, BLACK) >= AA ? BLACK : ([0, 0, 0] as const);
  return { brand: css(brand), onBrand: css(onBrand), link: css(readable(brand, parse(surface))) };
}

/** Any CSS colour as `#rrggbb`, or null when the browser does not know it or it is see-through. */
function normalize(color: string): string | null {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return null;
  context.fillStyle = color;
  return /^#[0-9a-f]{6}$/.test(context.fillStyle) ? context.fillStyle : null;
}

/** Moves a colour away from the background until it can be read on it. */
function readable(color: Rgb, background: Rgb): Rgb {
  const goal = luminance(background) > 0.4 ? ([0, 0, 0] as const) : WHITE;
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = color.map((part, index) => part + ((goal[index] ?? 0) - part) * share) as unknown as Rgb;
    if (contrast(mixed, background) >= AA + 0.2) return mixed;
  }
  return goal;
}

function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parse(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}

function css(color: Rgb): string {
  return `rgb(${color.map(Math.round).join(' ')})`;
}
