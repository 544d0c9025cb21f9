import { assign, setup } from 'xstate';
import { defineFlow, type Facts, flowActions, type Say, type StateMeta, type Tag, type UserEvent } from '../src/engine/flow.js';
import { type FolioView, findFailure, type UpdateFolioInput, updateFolio } from './shared/effects.js';
import { belongsTo, folioVars, visitOf } from './shared/folio-view.js';
import { answers, matters, userGuards } from './shared/guards.js';

export interface SameReportInput {
  readonly facts: Facts;
  /** The folio that was opened for the failure just now, or null: none yet, and none is opened if there is one already. */
  readonly folio: string | null;
  /** The words that told the failure now. */
  readonly text: string;
}
export interface SameReportOutput {
  /** `sameVisit`: on record already, and a visit is agreed that is still to come. */
  readonly outcome: 'new' | 'same' | 'sameVisit';
  /** The folio that the failure is in already, else null. */
  readonly view: FolioView | null;
}

interface Context extends SameReportInput {
  readonly view: FolioView | null;
}

const say =
  (message: 'known' | 'earlier' | 'joined') =>
  ({ context: { view, folio } }: { context: Context }): Say => ({
    key: `same-report.${message}`,
    vars: { ...folioVars(view), ...(message === 'joined' && { own: folio }) },
  });

const change = ({ facts }: Context, number: string, details: UpdateFolioInput['details'], closing: boolean): UpdateFolioInput => ({
  number,
  account: facts.account ?? null,
  email: facts.email ?? null,
  phone: facts.phone ?? null,
  details,
  closing,
  dueAt: null,
});

/** The folio opened just now says where the failure is dealt with. */
const joined = (context: Context): UpdateFolioInput =>
  change(context, context.folio ?? '', { finding: 'sameReport', sameAs: context.view?.number ?? null }, true);

/** The folio that goes on says that the failure was told again, and how. */
const noted = (context: Context): UpdateFolioInput =>
  change(context, context.view?.number ?? '', { reportedAgain: context.text || (context.facts.matter ?? '') }, false);

const machine = setup({
  types: {
    context: {} as Context,
    input: {} as SameReportInput,
    output: {} as SameReportOutput,
    events: {} as UserEvent,
    meta: {} as StateMeta,
    tags: {} as Tag,
  },
  actors: { findFailure, updateFolio },
  actions: flowActions,
  guards: {
    ...userGuards,
    isTheirs: ({ context: { facts } }, { folio }: { folio: FolioView | null }) => belongsTo(facts.account ?? null, folio),
    isOnlyOne: ({ context }, { folio }: { folio: FolioView | null }) =>
      context.folio === null && belongsTo(context.facts.account ?? null, folio),
    hasVisit: ({ context }) => visitOf(context.view) !== null,
  },
}).createMachine({
  id: 'same-report',
  context: ({ input }) => ({ ...input, view: null }),
  output: ({ event }) => event.output as SameReportOutput,
  initial: 'finding',
  states: {
    finding: {
      invoke: {
        id: 'findFailure',
        src: 'findFailure',
        input: ({ context: { facts, folio } }) => ({ account: facts.account ?? null, except: folio }),
        onDone: [
          {
            guard: { type: 'isOnlyOne', params: ({ event }) => event.output },
            target: 'noting',
            actions: [assign({ view: ({ event }) => event.output.folio }), { type: 'say', params: say('known') }],
          },
          {
            guard: { type: 'isTheirs', params: ({ event }) => event.output },
            target: 'asking',
            actions: [assign({ view: ({ event }) => event.output.folio }), { type: 'say', params: say('earlier') }],
          },
          { target: 'new' },
        ],
        onError: 'new',
      },
    },
    /** Two folios are open now: one of them may be closed, but only if the customer agrees. */
    asking: {
      tags: 'waiting',
      meta: { prompt: 'same-report.ask', choices: ['yes', 'no'] },
      on: {
        ...answers({ yes: 'joining', no: 'new' }),
        INTENT: matters({ technical_failure: 'joining', restart_still_failing: 'joining' }),
      },
    },
    joining: {
      invoke: {
        id: 'joinFolio',
        src: 'updateFolio',
        input: ({ context }) => joined(context),
        onDone: { target: 'noting', actions: { type: 'say', params: say('joined') } },
        // Two open folios of one failure are no harm: people will see it.
        onError: 'noting',
      },
    },
    noting: { invoke: { id: 'noteFolio', src: 'updateFolio', input: ({ context }) => noted(context), onDone: 'going', onError: 'going' } },
    going: { always: [{ guard: 'hasVisit', target: 'sameVisit' }, { target: 'same' }] },
    new: { type: 'final', output: { outcome: 'new', view: null } },
    same: { type: 'final', output: ({ context }) => ({ outcome: 'same', view: context.view }) },
    sameVisit: { type: 'final', output: ({ context }) => ({ outcome: 'sameVisit', view: context.view }) },
  },
});

/** A failure that is told again is no new report: the folio that it has is found, and goes on. */
export const sameReport = defineFlow({ id: 'same-report', version: 1, machine });
