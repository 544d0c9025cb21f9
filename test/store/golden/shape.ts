/** Field names and types of what a store has written: `<collection>: <path>` to the types that are found there. */
export type Shape = Readonly<Record<string, readonly string[]>>;

/** Text that is JSON of a known shape: its fields count as well. */
const JSON_TEXTS = new Set([
  'conversations: state',
  'conversations: calls[].call',
  'calls: call',
  'signals: payload',
  'conversations: signals[].payload',
]);
/** JSON texts of columns that hold other things elsewhere. */
const JSON_COLUMNS = new Set(['messages: content', 'messages: choices', 'messages: trace']);
/** Named by their owners, not by the store: procedures have versions of their own, effects their contracts. */
const OPAQUE = /(\.snapshot|\.facts|state\.facts|\.input|\.output|: details|\.event|: until)$/;

/** @param documents by collection, or rows by table. */
export function shapeOf(documents: Readonly<Record<string, readonly object[]>>): Shape {
  const found = new Map<string, Set<string>>();
  for (const [collection, all] of Object.entries(documents)) {
    for (const document of all) for (const [name, value] of Object.entries(document)) see(found, `${collection}: ${name}`, value);
  }
  return Object.fromEntries([...found].sort(([a], [b]) => a.localeCompare(b)).map(([path, types]) => [path, [...types].sort()]));
}

function see(found: Map<string, Set<string>>, path: string, value: unknown): void {
  const type = typeOf(value);
  found.set(path, (found.get(path) ?? new Set()).add(type));
  if (OPAQUE.test(path)) return;
  if (type === 'list') for (const item of value as unknown[]) see(found, `${path}[]`, item);
  else if (type === 'object') for (const [name, inner] of Object.entries(value as object)) see(found, `${path}.${name}`, inner);
  else if (type === 'string' && (JSON_TEXTS.has(path) || JSON_COLUMNS.has(path))) seeText(found, path, String(value));
}

function seeText(found: Map<string, Set<string>>, path: string, text: string): void {
  const value: unknown = JSON.parse(text);
  if (Array.isArray(value)) for (const item of value) see(found, `${path}[]`, item);
  else for (const [name, inner] of Object.entries(value as object)) see(found, `${path}.${name}`, inner);
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value !== 'object') return typeof value;
  const { name } = value.constructor;
  return name === 'Object' ? 'object' : name;
}

/** What is in `now` and not in `before`, and the fields that are gone. A type that does not occur this time is no change. */
export function changesOf(before: Shape, now: Shape): readonly string[] {
  const added = Object.entries(now).flatMap(([path, types]) => {
    const known = before[path];
    if (!known) return [`new: ${path} (${types.join(' or ')})`];
    return types.filter((type) => !known.includes(type)).map((type) => `changed: ${path} is now also ${type}`);
  });
  const gone = Object.keys(before).filter((path) => !now[path]);
  return [...added, ...gone.map((path) => `gone: ${path}`)];
}
