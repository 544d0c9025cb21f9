import { Chat, type Heard } from './chat.js';
import { readOptions } from './options.js';
import { WidgetView } from './view/widget-view.js';

/** What the host page may use: `window.Ventanilla`. */
export interface VentanillaApi {
  /** `text` is put where the visitor writes, for them to send or change. */
  open(options?: { readonly text?: string }): void;
  close(): void;
  toggle(): void;
  /** `message`: the bot or an agent said something. `unread`: how many messages wait. @returns a function that ends it. */
  on(event: 'message', listener: (message: Heard) => void): () => void;
  on(event: 'unread', listener: (count: number) => void): () => void;
}

declare global {
  interface Window {
    Ventanilla?: VentanillaApi;
  }
}

const TAG = 'ventanilla-chat';

function install(script: HTMLScriptElement): void {
  const options = readOptions(script);
  const chat = new Chat(options);
  customElements.define(TAG, class extends HTMLElement {});
  const host = document.createElement(TAG);
  const view = new WidgetView(host, chat, options);
  window.Ventanilla = {
    open: (how) => view.open(how?.text),
    close: () => view.close(),
    toggle: () => (chat.isOpen ? view.close() : view.open()),
    on: (event: 'message' | 'unread', listener: unknown) =>
      event === 'message'
        ? chat.heard.on(listener as (message: Heard) => void)
        : chat.unreadChanged.on(listener as (count: number) => void),
  };
  document.body.append(host);
  chat.begin();
  view.restore();
}

const script = document.currentScript;
// A page that includes the script twice still has one chat.
if (script instanceof HTMLScriptElement && !customElements.get(TAG)) {
  if (document.body) install(script);
  else addEventListener('DOMContentLoaded', () => install(script));
}
