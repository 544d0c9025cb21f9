import { z } from 'zod';
import type { CaseDeps } from './case-deps.js';
import { countCode, newestCode } from './code-count.js';
import { defineEffect, type Effect, type EffectContext, type EffectInput, type EffectOutput } from './effect.js';
import { findClaimed, reachable } from './identity-contacts.js';
import { levelFor } from './identity-levels.js';
import { isFresh, neededAfter, provenByChannel } from './identity-proof.js';
import {
  identityRecordId,
  type SentCode,
  toIdentityRecord,
  withCode,
  withConfirmation,
  withoutProofOfOthers,
  withTry,
} from './identity-record.js';
import { blindId, codeOf, isSameCode, newNonce } from './one-time-code.js';
import { tellContacts } from './tell-contacts.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const text = z.string().min(1).nullable();
const proof = { account: z.string(), email: text, phone: text, action: z.string().min(1), level: z.literal([1, 2, 3]) };
const proofInput = z.object(proof);
const sendInput = z.object({ ...proof, to: z.enum(['email', 'sms']) });
const checkInput = z.object({ ...proof, code: z.string() });

/** The effects by which customers prove who they are, under the names by which the procedure asks for them. */
export const identityEffects = (deps: CaseDeps): Record<'findProof' | 'sendCode' | 'checkCode' | 'confirmAction', Effect> => ({
  findProof: findProof(deps),
  sendCode: sendCode(deps),
  checkCode: checkCode(deps),
  confirmAction: confirmAction(deps),
});

const findProof = (deps: CaseDeps) =>
  defineEffect('findProof', proofInput, async (input, { conversation, now }) => {
    const { store, policy } = deps;
    const { onFile, owner } = await findClaimed(deps, input);
    const id = identityRecordId(conversation.id);
    await store.changeRecord(id, now, withoutProofOfOthers(input.account, now));
    const record = toIdentityRecord(await store.record(id, now));
    const byChannel = provenByChannel(deps, conversation, onFile, input);
    const need = byChannel ? 'nothing' : neededAfter(policy, record.proof, input, now);
    const contacts = reachable(deps, owner, input).map(({ kind, masked }) => ({ kind, masked }));
    return { need, contacts, zone: need === 'nothing' ? (onFile?.zone ?? null) : null };
  });

/** A code, its two counts and its letter are made one after the other; each is once for the call, so that one cut short goes on where it was. */
const sendCode = (deps: CaseDeps) =>
  defineEffect('sendCode', sendInput, async (input, context): Promise<EffectOutput<'sendCode'>> => {
    const { mail, codeKey, policy } = deps;
    const minutes = minutesOf(deps, input);
    const { owner } = await findClaimed(deps, input);
    const contact = reachable(deps, owner, input).find(({ kind }) => kind === input.to);
    if (!mail || !codeKey || !contact) return { result: 'unavailable', minutes };
    const counted = blindId(codeKey, owner ? 'customer' : 'nobody', input.account);
    const limit = await countBoth(deps, context, { contact: blindId(codeKey, owner ? 'contact' : 'nowhere', contact.address), counted });
    if (limit !== null) return { result: limit, minutes };
    const { key, conversation, now } = context;
    const { action, account } = input;
    const fresh: SentCode = {
      key,
      nonce: newNonce(),
      action,
      account,
      real: owner !== null,
      counted,
      expiresAt: now + minutes * MINUTE_MS,
      tries: [],
    };
    const { nonce, expiresAt } = await deps.store.changeRecord(identityRecordId(conversation.id), now, withCode(fresh, now));
    const code = codeOf(codeKey, nonce, { conversation: conversation.id, action, account });
    await mail.post(
      {
        id: `code:${key}`,
        kind: contact.kind,
        to: contact.address,
        key: 'mail.code',
        vars: { code, minutes, action, phone: policy.provider.phone },
        language: conversation.language,
        until: expiresAt,
        // For nobody's account all is done that is done for a customer's, but nothing leaves.
        isVoid: owner === null,
      },
      now,
    );
    return { result: 'sent', minutes };
  });

/** For what cannot be undone the code is good no longer than its proof. */
const minutesOf = ({ policy: { identity } }: CaseDeps, { action, level }: EffectInput<'findProof'>): number =>
  levelFor(action, level) === 3 ? Math.min(identity.codeMinutes, identity.freshMinutes) : identity.codeMinutes;

/** @returns which limit is reached, or null: it may be sent. */
async function countBoth(
  { store, policy: { identity } }: CaseDeps,
  { key, now }: EffectContext,
  ids: { readonly contact: string; readonly counted: string },
): Promise<'contactLimit' | 'dayLimit' | null> {
  const perHour = { most: identity.codesPerContactHour, windowMs: HOUR_MS };
  if (!(await store.changeRecord(ids.contact, now, countCode(key, now, perHour)))) return 'contactLimit';
  const perDay = { most: identity.codesPerDay, windowMs: DAY_MS };
  return (await store.changeRecord(ids.counted, now, countCode(key, now, perDay))) ? null : 'dayLimit';
}

const checkCode = (deps: CaseDeps) =>
  defineEffect('checkCode', checkInput, async (input, { key, conversation, now }): Promise<EffectOutput<'checkCode'>> => {
    const { store, policy, codeKey } = deps;
    const { onFile } = await findClaimed(deps, input);
    const id = identityRecordId(conversation.id);
    const { code } = toIdentityRecord(await store.record(id, now));
    const newest = code && newestCode(await store.record(code.counted, now));
    const { action, account } = input;
    const isRight = ({ nonce }: SentCode): boolean =>
      codeKey !== undefined && isSameCode(input.code, codeOf(codeKey, nonce, { conversation: conversation.id, action, account }));
    const attempt = { key, action, account, most: policy.identity.codeTries, newest, isRight };
    const tried = await store.changeRecord(id, now, withTry(attempt, now));
    if (tried.result !== 'right') return { ...tried, need: 'code', zone: null };
    const { proof } = toIdentityRecord(await store.record(id, now));
    return { ...tried, need: neededAfter(policy, proof, input, now), zone: onFile?.zone ?? null };
  });

/** What cannot be undone is told to whoever has the contacts on file: if it was not they, they hear of it. */
const confirmAction = (deps: CaseDeps) =>
  defineEffect('confirmAction', proofInput, async ({ action, account }, context): Promise<EffectOutput<'confirmAction'>> => {
    const { conversation, now, key } = context;
    const confirmation = withConfirmation(action, account, (given) => isFresh(deps.policy, given, now), now);
    const confirmed = await deps.store.changeRecord(identityRecordId(conversation.id), now, confirmation);
    if (!confirmed) return { confirmed: false, zone: null };
    const customer = await deps.backoffice.findCustomer(account);
    await tellContacts(
      deps,
      customer,
      { id: `confirmed:${key}`, key: 'mail.confirmed', vars: { action }, language: conversation.language },
      now,
    );
    return { confirmed: true, zone: customer?.zone ?? null };
  });
