import type { Banner, Chat } from '../chat.js';
import type { Options } from '../options.js';
import type { Texts } from '../texts.js';
import { Composer } from './composer.js';
import { h, icon, setAttribute, setText } from './dom.js';
import { LogView } from './log.js';

/** Below this the panel covers the whole screen; the style sheet has the same numbers. */
export const PHONE = '(max-width: 520px), (max-height: 480px)';
const TOUCH = '(pointer: coarse)';

/** The open chat: header, banner, conversation, composer. */
export class Panel {
  readonly element: HTMLElement;
  private readonly log: LogView;
  private readonly composer: Composer;
  private readonly banner = h('div', { class: 'banner', role: 'status' });
  private readonly attendant = h('p', { class: 'subtitle' });

  constructor(
    private readonly chat: Chat,
    private readonly texts: Texts,
    options: Options,
    private readonly close: () => void,
  ) {
    const context = {
      texts,
      language: options.language,
      retry: (id: string) => chat.retry(id),
      discard: (id: string) => chat.discard(id),
    };
    this.log = new LogView(context, (action) => {
      // The button that had the focus is about to go away.
      this.focus();
      chat.choose(action);
    });
    const save = (text: string): void => {
      chat.draft = text;
    };
    this.composer = new Composer(texts, { send: (message) => chat.send(message), draft: save }, options.privacyUrl);
    this.composer.write(chat.draft);
    const shut = h(
      'button',
      { type: 'button', class: 'bare close', 'aria-label': texts.close, title: texts.close, onclick: close },
      icon('close'),
    );
    const title = h('p', { class: 'title', id: 'title' }, options.title ?? texts.title);
    this.element = h('div', { class: 'panel', id: 'panel', role: 'dialog', 'aria-labelledby': 'title', tabindex: '-1', hidden: true });
    this.element.append(
      h('div', { class: 'header' }, h('div', { class: 'names' }, title, this.attendant), shut),
      this.banner,
      h('div', { class: 'middle' }, this.log.element, this.log.latest),
      this.composer.element,
      h('div', { class: 'drop', 'aria-hidden': 'true' }, texts.drop),
    );
    this.element.addEventListener('keydown', (event) => this.pressed(event));
    this.acceptDrops();
  }

  show(takeFocus: boolean): void {
    this.element.hidden = false;
    const covers = matchMedia(PHONE).matches;
    setAttribute(this.element, 'aria-modal', covers ? 'true' : false);
    this.composer.grow();
    this.log.toEnd();
    if (takeFocus) this.focus();
  }

  hide(): void {
    this.element.hidden = true;
  }

  /** Suggests a text, unless the visitor has begun one of their own. */
  suggest(text: string): void {
    if (!this.composer.isEmpty) return;
    this.composer.write(text);
    this.chat.draft = text;
  }

  update(): void {
    const { chat, texts } = this;
    const { agent } = chat;
    setText(this.attendant, agent ? texts.attendedBy(agent.name ?? texts.agent) : texts.attendedByBot);
    const banner = chat.banner;
    setText(this.banner, banner ? this.bannerText(banner) : '');
    this.log.update({ items: chat.items, choices: chat.choices, typing: chat.isTyping, renewed: chat.renewed });
  }

  private bannerText(banner: NonNullable<Banner>): string {
    return this.texts[banner];
  }

  /** Where people type on glass, the keyboard must not jump up before they want to write. */
  private focus(): void {
    if (matchMedia(TOUCH).matches) this.element.focus();
    else this.composer.focus();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.isComposing) {
      event.stopPropagation();
      this.close();
    } else if (event.key === 'Tab' && this.element.getAttribute('aria-modal')) {
      this.keepFocusInside(event);
    }
  }

  /** On a phone the page behind cannot be seen, so Tab must not wander off into it. */
  private keepFocusInside(event: KeyboardEvent): void {
    const all = [...this.element.querySelectorAll<HTMLElement>('a[href], button:not([disabled]), textarea, [tabindex="0"]')];
    const visible = all.filter((element) => element.getClientRects().length > 0);
    const focused = (this.element.getRootNode() as ShadowRoot).activeElement;
    const [from, to] = event.shiftKey ? [visible[0], visible[visible.length - 1]] : [visible[visible.length - 1], visible[0]];
    if (focused !== from && focused !== this.element) return;
    event.preventDefault();
    to?.focus();
  }

  private acceptDrops(): void {
    const { element } = this;
    const over = (event: DragEvent, on: boolean): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      element.classList.toggle('dropping', on);
    };
    element.addEventListener('dragenter', (event) => over(event, true));
    element.addEventListener('dragover', (event) => over(event, true));
    element.addEventListener('dragleave', (event) => {
      if (!element.contains(event.relatedTarget as Node | null)) over(event, false);
    });
    element.addEventListener('drop', (event) => {
      over(event, false);
      this.composer.addFiles(event.dataTransfer?.files ?? []);
    });
  }
}
