import { z } from 'zod';
import { BackofficeDown } from '../backoffice/backoffice.js';
import type { CaseDeps } from './case-deps.js';
import { defineEffect, type EffectContext } from './effect.js';
import type { Folio } from './folio.js';
import { viewOf } from './folio-view.js';
import { isOpenFolio, provesAccount } from './proof.js';

const text = z.string().min(1).nullable();
const input = z.object({ account: text, except: text });

/** Folios looked through for an open one. */
const PAGE = 50;

/**
 * The open report that a failure told now is already in: of this conversation, else of the account, for whoever proves that it is theirs. The
 * report of a failure waits for this answer, so that it must not depend on the company's systems: while these do not answer, nobody is proved.
 */
export const findFailure = (deps: CaseDeps) =>
  defineEffect('findFailure', input, async ({ account, except }, context) => {
    const { store } = deps;
    const { conversation } = context;
    const isSought = (folio: Folio): boolean => isOpenFolio(folio) && folio.number !== except;
    const here = await store.folios({ conversation: conversation.id, type: 'failure', limit: PAGE });
    const own = here.items.find((folio) => isSought(folio) && (folio.account === null || account === null || folio.account === account));
    if (own || account === null || !(await proves(deps, account, context))) return { folio: own ? viewOf(deps, own, context) : null };
    const elsewhere = await store.folios({ account, type: 'failure', limit: PAGE });
    const known = elsewhere.items.find(isSought);
    return { folio: known ? viewOf(deps, known, context) : null };
  });

async function proves({ backoffice }: CaseDeps, account: string, { conversation }: EffectContext): Promise<boolean> {
  try {
    return await provesAccount(backoffice, conversation, account);
  } catch (error) {
    if (error instanceof BackofficeDown) return false;
    throw error;
  }
}
