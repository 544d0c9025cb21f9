import type { Choice, Message } from '../store/store.js';
import type { Capabilities } from './channel.js';

export interface Shown {
  readonly text: string;
  /** Left for the channel to show as buttons; empty when they went into the text. */
  readonly buttons: readonly Choice[];
}

/** What a channel shows of a message: buttons where it has them, else numbered text that the reader understands by number. */
export function degrade(message: Pick<Message, 'content' | 'choices'>, { buttons }: Pick<Capabilities, 'buttons'>): Shown {
  const text = message.content.text ?? '';
  const fits =
    buttons.support === 'full' &&
    message.choices.length <= buttons.max &&
    message.choices.every(({ label }) => label.length <= buttons.labelLength);
  if (fits || message.choices.length === 0) return { text, buttons: message.choices };
  return { text: [text, ...message.choices.map(({ label }, index) => `${index + 1}. ${label}`)].join('\n'), buttons: [] };
}
