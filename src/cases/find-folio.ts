import { z } from 'zod';
import type { CaseDeps } from './case-deps.js';
import { defineEffect, type EffectContext } from './effect.js';
import type { Folio } from './folio.js';
import { parseFolioNumber } from './folio-number.js';
import { viewOf } from './folio-view.js';
import { isOpenFolio, provesAccount } from './proof.js';

const text = z.string().min(1).nullable();
const input = z.object({ number: text, account: text });

/** Folios looked through for an open one. */
const PAGE = 50;

/**
 * The folio with that number, else the newest open one of this conversation, else of the account. Folios of another conversation
 * are found only by one that proves their account; to others it looks as if there were none.
 */
export const findFolio = (deps: CaseDeps) =>
  defineEffect('findFolio', input, async ({ number, account }, context) => {
    const folio = number === null ? await newestOpen(deps, account, context) : await numbered(deps, number, context);
    return { folio: folio && viewOf(deps, folio, context) };
  });

/** Folio numbers are read out and typed by people: whatever they put between the digits does not count. */
async function numbered({ store, backoffice }: CaseDeps, number: string, { conversation }: EffectContext): Promise<Folio | null> {
  const canonical = parseFolioNumber(number);
  const folio = canonical === null ? null : await store.folio(canonical);
  if (!folio || folio.conversationId === conversation.id) return folio;
  return folio.account !== null && (await provesAccount(backoffice, conversation, folio.account)) ? folio : null;
}

async function newestOpen({ store, backoffice }: CaseDeps, account: string | null, { conversation }: EffectContext): Promise<Folio | null> {
  const here = await store.folios({ conversation: conversation.id, limit: PAGE });
  const open = here.items.find(isOpenFolio);
  if (open || account === null || !(await provesAccount(backoffice, conversation, account))) return open ?? null;
  const elsewhere = await store.folios({ account, limit: PAGE });
  return elsewhere.items.find(isOpenFolio) ?? null;
}
