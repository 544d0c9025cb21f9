import { Awaited } from '../load/awaited.js';
import { socketReplies } from '../load/replies.js';
import { type Step, Visitor } from '../load/visitor.js';
import { SECRET } from '../our-server.js';

const PLUGGED = 'power-check.askPlugged';
const ASKED_WHETHER_SAME = 'same-report.ask';
const PHONE = '2220000001';

/** A failure that only a visit can mend, up to the phone number. */
const REPORT: readonly Step[] = [
  { say: 'mi modem no prende y no tengo internet', until: 'identify-customer.askAccount' },
  { say: '100001', until: 'identify-customer.askEmail' },
  { say: 'ana.torres@example.com', until: 'identify-customer.askPhone' },
];
/** From there to the visit agreed and the goodbye. */
const VISIT: readonly Step[] = [
  { say: 'sí', until: 'power-check.askLights' },
  { say: 'no', until: 'power-check.askAgain' },
  { say: 'no, nada', until: 'schedule-visit.which' },
  { say: 'el primero', until: 'schedule-visit.confirm' },
  { say: 'sí', until: 'reception.askMore' },
  { say: 'no', until: 'reception.goodbye' },
];

/** Has one whole conversation with our server, from the greeting to the goodbye, with a folio and a visit. @returns its id. */
export async function tellStory(port: number, user: string): Promise<string> {
  const awaited = new Awaited();
  const visitor = await Visitor.arrive({ port, secret: SECRET, awaited, replies: socketReplies(awaited.heard) }, user);
  for (const step of REPORT) await visitor.say(step);
  const asked = visitor.hear(PLUGGED, ASKED_WHETHER_SAME);
  await visitor.post(PHONE);
  if ((await asked) === ASKED_WHETHER_SAME) await visitor.say({ say: 'no', until: PLUGGED });
  for (const step of VISIT) await visitor.say(step);
  visitor.close();
  return visitor.conversation;
}
