import { assign } from 'xstate';
import { type CancellationContext, sayWithdrawn } from './cancellation-context.js';
import { house, meant } from './cancellation-house.js';
import { answers } from './guards.js';

/** The customer thinks of staying: the notice is found, withdrawn if that is confirmed, and stands otherwise. States of `cancellation`. */
export const withdrawal = {
  finding: house.createStateConfig({
    invoke: {
      id: 'findNotice',
      src: 'findNotice',
      input: {},
      onDone: [
        {
          guard: { type: 'wasFound', params: ({ event }) => ({ notice: event.output.notice }) },
          target: 'askingWithdrawal',
          actions: assign(({ event }) => ({ notice: event.output.notice, issued: true })),
        },
        { target: 'notGiven' },
      ],
      onError: 'unknown',
    },
  }),
  askingWithdrawal: house.createStateConfig({
    tags: 'waiting',
    meta: {
      prompt: 'cancellation.askWithdrawal',
      choices: ['withdraw', 'stand'],
      vars: ({ notice }: CancellationContext) => ({ folio: notice?.number ?? '', noticeAt: notice?.noticeAt ?? '' }),
    },
    on: {
      ...answers({ withdraw: 'withdrawing', stand: 'standing' }),
      YES: 'withdrawing',
      NO: 'standing',
      INTENT: [
        { guard: meant('given'), target: 'standing' },
        { guard: meant('kept'), target: 'withdrawing' },
      ],
    },
  }),
  standing: house.createStateConfig({
    always: {
      target: 'continuing',
      actions: {
        type: 'say',
        params: ({ context: { notice } }) => ({
          key: 'cancellation.stands',
          vars: { folio: notice?.number ?? '', noticeAt: notice?.noticeAt ?? '' },
        }),
      },
    },
  }),
  withdrawing: house.createStateConfig({
    invoke: {
      id: 'withdrawNotice',
      src: 'withdrawNotice',
      input: ({ context: { notice } }) => ({ number: notice?.number ?? '' }),
      onDone: [
        {
          guard: { type: 'wasWithdrawn', params: ({ event }) => ({ at: event.output.withdrawnAt }) },
          target: 'withdrawn',
          actions: { type: 'say', params: ({ context, event }) => sayWithdrawn(context, event.output.withdrawnAt ?? '') },
        },
        { target: 'escalated', actions: { type: 'say', params: { key: 'cancellation.endedAlready' } } },
      ],
      onError: { target: 'escalated', actions: { type: 'say', params: { key: 'cancellation.notWithdrawn' } } },
    },
  }),
};
