import type { EffectInput, EffectOutput } from '../../src/cases/effect.js';
import type { Folio } from '../../src/cases/folio.js';
import { type CaseWorld, caseWorld } from './case-world.js';

export const ELENA = { account: '100005', email: 'elena.mora@example.com', phone: '+522220000005' };
/** What customers say in these tests unless they say something else. */
export const WORDS = 'quiero cancelar mi servicio';
export const iso = (at: number): string => new Date(at).toISOString();

/** The effects on the demo provider, and a customer who gives notice. */
export interface NoticeWorld {
  readonly world: CaseWorld;
  /** A message as a channel delivers it. @param at when it was received. @param sentAt by the channel's clock. Epoch ms. */
  say(text: string, at: number, sentAt?: number | null, conversation?: string): Promise<void>;
  give(change?: Partial<EffectInput<'giveNotice'>>, who?: Parameters<CaseWorld['run']>[2]): Promise<EffectOutput<'giveNotice'>>;
  folioOf(number: string): Promise<Folio>;
}

export async function noticeWorld(): Promise<NoticeWorld> {
  const world = await caseWorld();
  let sent = 0;
  return {
    world,
    async say(text, at, sentAt = null, conversation = 'webchat:1') {
      sent += 1;
      const ref = { id: conversation, channel: 'webchat', address: conversation, language: 'es-MX' };
      const content = { type: 'text', text, location: null, files: [] } as const;
      const time = sentAt === null ? null : iso(sentAt);
      const message = { key: `m${sent}`, conversation: ref, nativeId: `m${sent}`, sentAt: time, content, raw: '{}' };
      await world.store.accept([message], 'test', at);
    },
    give: (change = {}, who = {}) =>
      world.run(
        'giveNotice',
        {
          account: null,
          email: null,
          phone: null,
          text: WORDS,
          words: WORDS,
          scope: 'all',
          onBehalf: false,
          claimsEarlier: false,
          ...change,
        },
        who,
      ),
    async folioOf(number) {
      const folio = await world.store.folio(number);
      if (!folio) throw new Error(`no folio ${number}`);
      return folio;
    },
  };
}
