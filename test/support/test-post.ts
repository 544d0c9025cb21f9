import type { Clock } from '../../src/clock.js';
import { localesFor } from '../../src/locales.js';
import { type LetterSender, mailboxSender } from '../../src/mail/letter-sender.js';
import { type OpenPost, openPost } from '../../src/mail/open-post.js';
import type { Store } from '../../src/store/store.js';
import { demoPolicy } from './demo-policy.js';

const SECRET = 'only of the tests, and as long as it has to be';

/** The demo's post on a store: letters go into its mailbox, whose figures a test may read. */
export async function testPost(store: Store, clock: Clock, sender: LetterSender = mailboxSender): Promise<OpenPost> {
  const locales = localesFor((await demoPolicy()).provider);
  return openPost({ store, clock, locales, secret: SECRET, sender, log: { warn: () => undefined } });
}

/** The codes that were sent, newest first. */
export async function sentCodes(post: OpenPost): Promise<readonly string[]> {
  const letters = await post.read(100);
  return letters.flatMap(({ text }) => /\b\d{6}\b/.exec(text)?.[0] ?? []);
}
