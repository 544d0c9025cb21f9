import { randomBytes, randomUUID } from 'node:crypto';
import { WEBCHAT } from '../channels/webchat.js';
import type { ConversationRef } from '../store/store.js';
import type { WebContext } from './web-context.js';

/** Whom a token speaks for: one user in one conversation. */
export interface Party {
  readonly conversation: string;
  readonly user: string;
  /** The conversation's address in the store: it has only one. */
  readonly address: string;
  /** Of a conversation that is not there yet. */
  readonly language: string;
}

/** A new conversation of a new visitor. The prefix tells clients that the id is the token's and cannot be chosen. Nothing is stored before it is opened. */
export function newVisitor(language: string): Party {
  const user = `dl_${randomBytes(16).toString('base64url')}`;
  return { conversation: randomUUID(), user, address: user, language };
}

/** A new conversation of a user whom one of our own servers has named. Such a user may have many, so the address names the conversation too. */
export function newConversation(user: string, language: string): Party {
  const conversation = randomUUID();
  return { conversation, user, address: `${user}/${conversation}`, language };
}

/** The party of a conversation that is stored. */
export const partyOf = ({ id, address, language }: Pick<ConversationRef, 'id' | 'address' | 'language'>): Party => ({
  conversation: id,
  user: address.endsWith(`/${id}`) ? address.slice(0, -id.length - 1) : address,
  address,
  language,
});

export const refOf = ({ conversation, address, language }: Party): ConversationRef => ({
  id: conversation,
  channel: WEBCHAT,
  address,
  language,
});

export const tokenAnswer = ({ tokens, config }: Pick<WebContext, 'tokens' | 'config'>, party: Party) => ({
  conversationId: party.conversation,
  token: tokens.mint(party),
  expires_in: config.tokenTtlSeconds,
});
