type Document = Readonly<Record<string, unknown>>;

/** A query, as `explain` takes it, and the collection that it reads. */
export interface Query {
  readonly collection: string;
  readonly explainable: Document;
}

/**
 * The queries in a command. What a change finds is asked for as a plain `find`, since not every server explains changes. None: the command
 * reads no documents by a condition.
 */
export function queriesOf(command: Document): readonly Query[] {
  const [name = ''] = Object.keys(command);
  const collection = String(command[name]);
  const find = (filter: unknown, rest: Document): Query => ({
    collection,
    explainable: { find: collection, filter: filter ?? {}, ...rest },
  });
  const each = (list: unknown): readonly Document[] => (Array.isArray(list) ? (list as Document[]) : []);
  switch (name) {
    case 'find':
      return [find(command.filter, picked(command, ['sort', 'projection', 'limit', 'skip']))];
    case 'update':
      return each(command.updates).map(({ q, multi }) => find(q, multi === true ? {} : { limit: 1 }));
    case 'delete':
      return each(command.deletes).map(({ q, limit }) => find(q, limit === 1 ? { limit: 1 } : {}));
    case 'findAndModify':
      return [find(command.query, { ...picked(command, ['sort']), limit: 1 })];
    case 'count':
      return [{ collection, explainable: picked(command, ['count', 'query', 'limit', 'skip']) }];
    case 'distinct':
      return [{ collection, explainable: picked(command, ['distinct', 'key', 'query']) }];
    case 'aggregate':
      return [{ collection, explainable: { ...picked(command, ['aggregate', 'pipeline']), cursor: {} } }];
    default:
      return [];
  }
}

const picked = (from: Document, names: readonly string[]): Document =>
  Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, plain(from[name])]])));

/** The driver keeps the order of a sort in a map. */
const plain = (value: unknown): unknown => (value instanceof Map ? Object.fromEntries(value) : value);

/** What two queries that differ in values only have in common. */
export function shapeOf({ explainable }: Query): string {
  return Object.entries(explainable)
    .map(([name, value]) =>
      name === 'cursor' || name === 'projection' ? '' : `${name} ${name === 'sort' ? JSON.stringify(value) : shaped(value)}`,
    )
    .filter((part) => part !== '')
    .join(' ')
    .replace(/^(\w+) "([^"]*)"/, '$2: $1');
}

/** Operators and names of fields as they are, values as their types; a name of a collection is no value. */
function shaped(value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map(typed))].join(', ')}]`;
  return typeof value === 'string' ? JSON.stringify(value) : typed(value);
}

function typed(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${[...new Set(value.map(typed))].join(', ')}]`;
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return `{${Object.entries(value)
      .map(([name, inner]) => `${name}: ${typed(inner)}`)
      .join(', ')}}`;
  }
  return typeof value;
}
