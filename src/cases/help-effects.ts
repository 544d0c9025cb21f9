import { z } from 'zod';
import type { CaseDeps } from './case-deps.js';
import { defineEffect } from './effect.js';

const input = z.object({ text: z.string(), shown: z.array(z.string()) });

/** The article that answers the customer's words, in the language of the conversation. Without articles none does. */
export const findHelp = ({ help }: CaseDeps) =>
  defineEffect('findHelp', input, async ({ text, shown }, { conversation }) => ({
    article: help?.find(text, conversation.language, shown) ?? null,
  }));
