import { canonicalFolio, canonicalState } from './canonical.js';
import { checkHistory } from './check-history.js';
import { checkEnd, checkImage } from './check-image.js';
import { checkOutcome } from './check-outcome.js';
import type { ClientHistory } from './history.js';
import type { ConversationImage, StoreImage } from './store-image.js';
import type { Violation } from './violation.js';

/** What became of one conversation, without what two runs of it never share. */
export interface Outcome {
  /** `customer: clientId` or `bot: key`, in order. */
  readonly lines: readonly string[];
  readonly owner: string;
  readonly ended: readonly string[];
  readonly state: string;
  readonly folios: readonly string[];
}

/** What a run came to, for each script, and under `others` for folios of no customer's conversation. */
export type Outcomes = ReadonlyMap<string, Outcome>;

export interface Run {
  readonly histories: readonly ClientHistory[];
  readonly image: StoreImage;
}

const NOBODY: ConversationImage = {
  id: 'none',
  owner: 'bot',
  lastSeq: 0,
  version: 0,
  state: { frames: [], calls: [], timers: [], parked: [], facts: {}, misread: 0, past: [], met: false },
  lines: [],
  pending: 0,
  unread: 0,
  signals: [],
  calls: [],
  timers: [],
  ended: [],
  takeovers: [],
};

export function outcomesOf({ histories, image }: Run): Outcomes {
  const own = new Set(histories.map(({ conversation }) => conversation));
  const foliosOf = (fits: (conversation: string) => boolean) =>
    image.folios.filter((folio) => fits(folio.conversationId)).map(canonicalFolio);
  return new Map([
    ...histories.map(
      ({ name, conversation }) =>
        [
          name,
          outcomeOf(
            imageOf(image, conversation),
            foliosOf((id) => id === conversation),
          ),
        ] as const,
    ),
    [
      'others',
      outcomeOf(
        NOBODY,
        foliosOf((id) => !own.has(id)),
      ),
    ],
  ]);
}

const outcomeOf = ({ lines, owner, ended, state }: ConversationImage, folios: readonly string[]): Outcome => ({
  lines: lines.map(({ from, key, clientId }) => (from === 'customer' ? `customer: ${clientId}` : `${from}: ${key}`)),
  owner,
  ended,
  state: canonicalState(state),
  folios,
});

const imageOf = (image: StoreImage, conversation: string): ConversationImage =>
  image.conversations.find(({ id }) => id === conversation) ?? NOBODY;

/** What must hold of a run whose customers are done, against the same run without a fault. */
export function checkRun(run: Run, expected: Outcomes): readonly Violation[] {
  return [...checkImage(run.image), ...checkEnd(run.image), ...checkCustomers(run, expected)];
}

/** What the customers of a run saw, and what became of them. The image may be one of theirs alone. */
export function checkCustomers(run: Run, expected: Outcomes): readonly Violation[] {
  const outcomes = outcomesOf(run);
  return [...checkHistories(run), ...[...expected].flatMap(([name, outcome]) => checkOutcome(name, outcomes.get(name), outcome))];
}

/** What customers were told and saw, against what is stored. */
export const checkHistories = ({ histories, image }: Run): readonly Violation[] =>
  histories.flatMap((history) => checkHistory(history, imageOf(image, history.conversation)));
