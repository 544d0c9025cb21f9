import { checkEnd, checkImage } from './check-image.js';
import { checkOwners } from './check-owners.js';
import { checkSequence, checkTimes, type Strike } from './check-times.js';
import { checkCustomers, checkHistories, type Outcomes, type Run } from './checker.js';
import { COURSE } from './scripts.js';
import type { Violation } from './violation.js';
import type { Wave } from './wave.js';

/** The first wait is a real one; the others are cut short. */
const STRIKES: readonly Strike[] = COURSE.acts.map(({ set, hear, afterMs }, index) => ({
  set,
  struck: hear,
  afterMs: index === 0 ? afterMs : 0,
}));

/** Everything that must hold of a wave; `expected` is what its scripts come to when nothing goes wrong. */
export function checkWave(wave: Wave, expected: Outcomes): readonly Violation[] {
  const { histories, talks, bids, image } = wave;
  const patient = new Set(COURSE.patient.map(({ name }) => name));
  return [
    ...checkImage(image),
    ...checkEnd(image),
    ...checkCustomers(withoutTalks(wave), expected),
    ...checkHistories({ histories: talks, image }),
    ...[...histories, ...talks].flatMap(checkSequence),
    ...histories.filter(({ name }) => patient.has(name)).flatMap((history) => checkTimes(history, STRIKES)),
    ...checkOwners(bids, image.conversations),
  ];
}

/** The run without those whose words and agents come at random: nothing tells what becomes of them. */
function withoutTalks({ histories, talks, image }: Wave): Run {
  const random = new Set(talks.map(({ conversation }) => conversation));
  return {
    histories,
    image: {
      ...image,
      conversations: image.conversations.filter(({ id }) => !random.has(id)),
      folios: image.folios.filter(({ conversationId }) => !random.has(conversationId)),
    },
  };
}
