import { createHash } from 'node:crypto';
import { z } from 'zod';
import { acknowledgementPdf, complaintLines, noticeCode } from '../documents/acknowledgement.js';
import { issueKey, noticeKey, sealKey } from '../documents/issued-document.js';
import type { FileRef, Store } from '../store/store.js';
import { isProven, noticeOf, stands } from './cancellation-folio.js';
import type { CaseDeps } from './case-deps.js';
import { defineEffect, type EffectContext, FolioUnavailable } from './effect.js';
import type { Folio } from './folio.js';
import { maskContact } from './mask-contact.js';
import { ownFolio } from './proof.js';

const input = z.object({ number: z.string().min(1), means: z.enum(['here', 'email']) });
const PDF = 'application/pdf';

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Writes the acknowledgement of a notice as a document of this conversation. The same call has one document: what it is made of is on the
 * folio before it is made, and what is stored already is not made again.
 */
export function issueAcknowledgement(deps: CaseDeps) {
  const { store, policy, locales } = deps;
  const { site } = policy.provider;
  return defineEffect('issueAcknowledgement', input, async ({ number, means }, context) => {
    const own = await ownFolio(deps, number, context.conversation);
    if (!stands(own)) throw new FolioUnavailable();
    const code = noticeCode(own);
    const folio = await issue(store, own, code, context);
    const issuedAt = String(folio.details[issueKey(code)]);
    const checkUrl = `${deps.publicUrl ?? site.replace(/\/+$/, '')}/verify/${code}`;
    const { equipmentDate } = noticeOf(deps, folio, false);
    const { language } = context.conversation;
    const file = await keep(store, context, fileName(language, number), () =>
      acknowledgementPdf(policy, locales, { folio, language, issuedAt, equipmentDate, checkUrl }),
    );
    await store.updateFolio(
      `${context.key}:sealed`,
      number,
      { details: { [sealKey(code)]: file.sha256 } },
      'bot',
      'document sealed',
      context.now,
    );
    const sentTo = means === 'email' ? await send(deps, folio, { file: file.ref.id, code, checkUrl }, context) : null;
    return { file: file.ref, code, checkUrl, places: complaintLines(policy).join('; '), sentTo };
  });
}

/**
 * To the e-mail on file, for a customer who has proved the account; never to one that was only typed.
 * @returns it, masked; null: it cannot be sent, and the document is in the conversation all the same.
 */
async function send(
  { mail, backoffice }: CaseDeps,
  folio: Folio,
  { file, code, checkUrl }: { readonly file: string; readonly code: string; readonly checkUrl: string },
  { key, conversation, now }: EffectContext,
): Promise<string | null> {
  if (!mail?.ways.has('email') || folio.account === null || !isProven(folio)) return null;
  const customer = await backoffice.findCustomer(folio.account);
  if (!customer?.email) return null;
  const vars = { folio: folio.number, noticeAt: folio.noticeAt ?? folio.createdAt, code, checkUrl };
  const { language } = conversation;
  await mail.post(
    {
      id: `acknowledgement:${key}`,
      kind: 'email',
      to: customer.email,
      key: 'mail.acknowledgement',
      vars,
      language,
      until: null,
      isVoid: false,
      files: [file],
    },
    now,
  );
  return maskContact('email', customer.email);
}

const fileName = (language: string, number: string): string =>
  `${language.startsWith('en') ? 'cancellation' : 'cancelacion'}-${number}.pdf`;

/** The first attempt says when it was issued. */
async function issue(store: Store, folio: Folio, code: string, { key, now }: EffectContext): Promise<Folio> {
  const details = { [issueKey(code)]: new Date(now).toISOString(), [noticeKey(code)]: folio.noticeAt ?? folio.createdAt };
  return (await store.updateFolio(key, folio.number, { details }, 'bot', 'document issued', now)) ?? folio;
}

/** Stores what is made, once: another attempt finds it. Its id is as hard to guess as the call's. */
async function keep(
  store: Store,
  { key, conversation, now }: EffectContext,
  name: string,
  make: () => Promise<Uint8Array>,
): Promise<{ readonly ref: FileRef; readonly sha256: string }> {
  const id = sha256(`document ${key}`);
  const kept = await store.readFile(id);
  const bytes = kept?.bytes ?? (await make());
  const ref: FileRef = { id, name, contentType: PDF, size: bytes.length };
  if (kept) return { ref, sha256: sha256(bytes) };
  try {
    await store.saveFile({ ...ref, conversation: conversation.id, bytes }, now);
    return { ref, sha256: sha256(bytes) };
  } catch (error) {
    const other = await store.readFile(id);
    if (!other) throw error;
    return { ref: { ...ref, size: other.size }, sha256: sha256(other.bytes) };
  }
}
