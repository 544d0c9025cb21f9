/** How a query is carried out. */
export interface Plan {
  /** Indexes used, or what is scanned. */
  readonly access: string;
  /** Whether everything is looked at, however much is stored. */
  readonly isScan: boolean;
  readonly indexes: readonly string[];
  /** All that is found is put in order before the first is given. */
  readonly isSorted: boolean;
}

type Node = Readonly<Record<string, unknown>>;

/** Of what MongoDB or FerretDB explains, that which says nothing of the plan chosen. */
const ASIDE = new Set(['rejectedPlans', 'command', 'parsedQuery', 'IndexCosts', 'serverInfo', 'serverParameters', 'slotBasedPlan']);

/** The answer to `explain`, of MongoDB, or of FerretDB, which shows PostgreSQL's plan. */
export function mongoPlan(explained: unknown): Plan {
  const nodes = nodesOf(explained);
  const isLimited = nodes.some((node) => node.stage === 'LIMIT' || node['Node Type'] === 'Limit');
  const isSorted = nodes.some((node) => node.stage === 'SORT' || node['Node Type'] === 'Sort');
  const accesses = nodes.flatMap((node) => accessOf(node, isLimited && !isSorted));
  return {
    access: [...accesses.map(({ access }) => access), ...(isSorted ? ['sorts'] : [])].join(', ') || 'nothing',
    isScan: accesses.some(({ isScan }) => isScan),
    indexes: accesses.flatMap(({ index }) => index ?? []),
    isSorted,
  };
}

interface Access {
  readonly access: string;
  readonly isScan: boolean;
  readonly index?: string;
}

/** @param stops in the order in which they are found, up to a limit: so many are looked at as are wanted, unless there is a filter. */
function accessOf(node: Node, stops: boolean): readonly Access[] {
  const { stage, filter, indexName, indexBounds, 'Node Type': type, Filter: condition, 'Index Name': index } = node;
  if (stage === 'COLLSCAN' || type === 'Seq Scan') {
    const isFiltered = condition !== undefined || (filter !== undefined && Object.keys(Object(filter)).length > 0);
    return [{ access: `${stage ?? type}`, isScan: !stops || isFiltered }];
  }
  if (typeof indexName === 'string' && stage !== undefined) {
    const isWhole = indexBounds !== undefined && isUnbounded(indexBounds);
    return [{ access: `${stage} ${indexName}${isWhole ? ' from end to end' : ''}`, isScan: isWhole && !stops, index: indexName }];
  }
  if (typeof index === 'string') {
    const isWhole = !isBounded(node['Index Cond']);
    // A bitmap is made of all entries before the first is looked at.
    const isOrdered = type !== 'Bitmap Index Scan';
    return [{ access: `${type} ${index}${isWhole ? ' from end to end' : ''}`, isScan: isWhole && !(stops && isOrdered), index }];
  }
  return stage === 'IDHACK' ? [{ access: 'IDHACK', isScan: false, index: '_id_' }] : [];
}

/** A condition that PostgreSQL has of every document of the collection is none. */
const isBounded = (condition: unknown): boolean =>
  typeof condition === 'string' && !/^\(?shard_key_value = '\d+'::bigint\)?$/.test(condition);

const isUnbounded = (bounds: unknown): boolean =>
  Object.values(bounds as Readonly<Record<string, readonly string[]>>).every((ranges) =>
    ranges.every((range) => /^\[(MinKey, MaxKey|MaxKey, MinKey)\]$/.test(range)),
  );

function nodesOf(value: unknown): readonly Node[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([name, each]) => (ASIDE.has(name) ? [] : nodesOf(each)));
  return Array.isArray(value) ? inner : [value as Node, ...inner];
}

/** @param details the lines of SQLite's EXPLAIN QUERY PLAN. */
export function sqlitePlan(sql: string, details: readonly string[]): Plan {
  const lines = details.filter((line) => /^(SCAN|SEARCH)\b/.test(line));
  const isSorted = details.some((line) => line.includes('TEMP B-TREE FOR ORDER BY'));
  const stops = /\bLIMIT \S+$/i.test(sql) && !isSorted && !/\bWHERE\b/i.test(sql);
  const scans = lines.filter((line) => isTableScan(line) || line.includes('AUTOMATIC'));
  return {
    access: [...lines, ...(isSorted ? ['sorts'] : [])].join(', ') || 'nothing',
    isScan: scans.length > 0 && !stops,
    indexes: lines.flatMap((line) => / INDEX (\w+)/.exec(line)?.[1] ?? []),
    isSorted,
  };
}

/** Values given with the statement, and the results of its own parts, are no table. */
const isTableScan = (line: string): boolean => line.startsWith('SCAN') && !/VIRTUAL TABLE|CONSTANT ROW|^SCAN \(/.test(line);
