import type { Registry } from '../../src/engine/flow.js';
import { beginning, CANCELLATION, draft } from './cancellation-context.js';
import { readNotice } from './notice-words.js';

/** A notice of cancellation counts from the moment it is given, also while people have the conversation and the bot says nothing. */
export const overheardNotice: Registry['overhear'] = (intent, text, facts) =>
  intent === CANCELLATION && readNotice(text) === 'given'
    ? { effect: 'giveNotice', input: draft(beginning({ facts, intent, text, nested: false })) }
    : null;
