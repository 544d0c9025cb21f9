/** Longer texts hardly come twice: what is remembered is what everybody says, and the labels of buttons. */
const LONGEST = 40;
const KEPT = 1_000;

/** Remembers what a pure function made of short texts: most messages are one of a few hundred ("sí", "ya quedó", "gracias"). */
export function remembered<T extends object>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST) return make(text);
    const found = known.get(text);
    if (found) return found;
    const made = make(text);
    const [oldest] = known.size >= KEPT ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    known.set(text, made);
    return made;
  };
}
