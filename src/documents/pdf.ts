import PDFDocument from 'pdfkit';

/** How a document of the provider looks. Colours are `#rrggbb`. */
export interface PdfStyle {
  readonly brand: string;
  readonly author: string;
}

export interface PdfHead {
  readonly title: string;
  /** BCP 47: screen readers read the text in it. */
  readonly language: string;
  /** Epoch ms. The same document made again has the same bytes. */
  readonly createdAt: number;
}

/** What a document is written with: every piece goes into its structure, for those who hear it. */
export interface PdfWriter {
  heading(text: string): void;
  paragraph(text: string): void;
  /** Names with their values, in two columns. */
  facts(rows: readonly (readonly [name: string, value: string])[]): void;
  list(items: readonly string[]): void;
}

type Structure = InstanceType<typeof PDFDocument> extends { struct(type: string): infer T } ? T : never;

const MARGIN = 56;
/** Kept free at the right: the standard fonts are not in the file, and a reader's own may be wider. */
const SPARE = 34;
const BAND = 84;
const INK = '#1c1c1e';
const SOFT = '#55555c';
const NAMES = 150;
const GAP = 0.6;

/** Black or white, whichever is read more easily on a colour (WCAG's contrast). */
export function inkOn(colour: string): '#000000' | '#ffffff' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? '#ffffff' : '#000000';
}

/** A tagged PDF in the provider's colours, with its language and title. */
export function makePdf(head: PdfHead, style: PdfStyle, write: (writer: PdfWriter) => void): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: 'LETTER',
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    pdfVersion: '1.7',
    tagged: true,
    lang: head.language,
    displayTitle: true,
    info: { Title: head.title, Author: style.author, CreationDate: new Date(head.createdAt), ModDate: new Date(head.createdAt) },
  });
  const bytes = collect(document);
  const root = document.struct('Document');
  document.addStructure(root);
  masthead(document, root, head.title, style);
  write(writerOf(document, root, style));
  root.end();
  document.end();
  return bytes;
}

function collect(document: InstanceType<typeof PDFDocument>): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on('error', reject);
  });
}

/** A band in the provider's colour, with its name and the title on it. */
function masthead(document: InstanceType<typeof PDFDocument>, root: Structure, title: string, { brand, author }: PdfStyle): void {
  const { width } = document.page;
  document.markContent('Artifact', { type: 'Layout' });
  document.rect(0, 0, width, BAND).fill(brand);
  document.endMarkedContent();
  const put = (type: string, text: string, size: number, y: number): void => {
    root.add(
      document.struct(type, {}, () => {
        document.font('Helvetica-Bold').fontSize(size).fillColor(inkOn(brand));
        document.text(text, MARGIN, y, { width: width - 2 * MARGIN });
      }),
    );
  };
  put('P', author, 11, 22);
  put('H1', title, 19, 40);
  document.y = BAND + 24;
}

function writerOf(document: InstanceType<typeof PDFDocument>, root: Structure, { brand }: PdfStyle): PdfWriter {
  const width = document.page.width - 2 * MARGIN - SPARE;
  const plain = () => document.font('Helvetica').fontSize(10.5).fillColor(INK);
  const add = (type: string, write: () => void): void => {
    root.add(document.struct(type, {}, write));
  };
  return {
    heading: (text) => {
      document.moveDown(GAP);
      add('H2', () => document.font('Helvetica-Bold').fontSize(12.5).fillColor(dark(brand)).text(text, MARGIN));
      document.moveDown(GAP / 2);
    },
    paragraph: (text) => {
      add('P', () => plain().text(text, MARGIN, document.y, { lineGap: 2, width }));
      document.moveDown(GAP);
    },
    facts: (rows) => table(document, root, rows),
    list: (items) => {
      const list = document.struct('L');
      root.add(list);
      for (const item of items) {
        const entry = document.struct('LI');
        list.add(entry);
        entry.add(document.struct('LBody', {}, () => plain().text(`•  ${item}`, MARGIN, document.y, { lineGap: 2, width })));
        entry.end();
        document.moveDown(GAP / 3);
      }
      list.end();
    },
  };
}

function table(document: InstanceType<typeof PDFDocument>, root: Structure, rows: readonly (readonly [string, string])[]): void {
  const width = document.page.width - 2 * MARGIN - SPARE - NAMES;
  const whole = document.struct('Table');
  root.add(whole);
  for (const [name, value] of rows) {
    const row = document.struct('TR');
    whole.add(row);
    const top = document.y;
    row.add(
      document.struct('TH', {}, () =>
        document
          .font('Helvetica')
          .fontSize(10.5)
          .fillColor(SOFT)
          .text(name, MARGIN, top, { width: NAMES - 12 }),
      ),
    );
    const below = document.y;
    row.add(
      document.struct('TD', {}, () =>
        document
          .font('Helvetica-Bold')
          .fillColor(INK)
          .text(value, MARGIN + NAMES, top, { width }),
      ),
    );
    row.end();
    document.y = Math.max(below, document.y) + 5;
  }
  whole.end();
}

/** The provider's colour where it is dark enough to be read on white, else black. */
const dark = (brand: string): string => (inkOn(brand) === '#ffffff' ? brand : INK);
