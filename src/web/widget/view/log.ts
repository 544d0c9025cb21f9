import type { CardAction } from '../activity.js';
import type { Item } from '../items.js';
import { dayOf } from './dates.js';
import { h, icon, setAttribute, setText } from './dom.js';
import { MessageRow, type RowContext } from './message-row.js';

export interface LogState {
  readonly items: readonly Item[];
  readonly choices: readonly CardAction[];
  readonly typing: boolean;
  readonly renewed: boolean;
}

/** Distance from the end, in pixels, at which a reader still counts as being at the end. */
const NEAR = 80;

/** The conversation: rows, typing dots, choices; stays at the end unless the visitor has scrolled up. */
export class LogView {
  readonly element: HTMLElement;
  readonly latest: HTMLButtonElement;
  private readonly rows = new Map<string, { readonly element: HTMLElement; readonly row: MessageRow | null }>();
  private readonly notice: HTMLElement;
  private readonly list: HTMLElement;
  private readonly dots = h('div', { class: 'typing', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
  private readonly typing = h('div', { class: 'hidden', role: 'status' });
  private readonly choices: HTMLElement;
  private shownChoices: readonly CardAction[] = [];
  private follows = true;
  private lastOwn = '';

  constructor(
    private readonly context: RowContext,
    private readonly choose: (action: CardAction) => void,
  ) {
    const { texts } = context;
    this.notice = h('p', { class: 'day' }, texts.renewed);
    this.list = h('div', { class: 'log', role: 'log', 'aria-label': texts.log, 'aria-live': 'polite', 'aria-relevant': 'additions' });
    this.choices = h('div', { class: 'choices', role: 'group', 'aria-label': texts.choices });
    this.element = h('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': texts.log });
    this.element.append(this.notice, this.list, this.dots, this.typing, this.choices);
    this.latest = h('button', { type: 'button', class: 'latest', 'aria-label': texts.latest, onclick: () => this.toEnd() }, icon('down'));
    this.element.addEventListener('scroll', () => this.scrolled());
    // A composer that grows makes the log shorter under a reader who was at its end.
    new ResizeObserver(() => this.follows && this.toEnd()).observe(this.element);
    // A picture that arrives late makes the log longer under a reader who was at its end.
    this.element.addEventListener('load', () => this.follows && this.toEnd(), true);
  }

  update(state: LogState): void {
    this.notice.hidden = !state.renewed;
    const newestOwn = this.render(state.items);
    this.dots.hidden = !state.typing;
    setText(this.typing, state.typing ? this.context.texts.typing : '');
    this.renderChoices(state.choices);
    if (newestOwn !== this.lastOwn) this.follows = true;
    this.lastOwn = newestOwn;
    if (this.follows) this.toEnd();
    this.scrolled();
  }

  toEnd(): void {
    this.follows = true;
    this.element.scrollTop = this.element.scrollHeight;
  }

  /** @returns key of the visitor's own last message. */
  private render(items: readonly Item[]): string {
    let newestOwn = '';
    let next = this.list.firstElementChild;
    const keys = new Set(items.map((item) => item.key));
    for (const [key, { element }] of this.rows) {
      if (keys.has(key)) continue;
      if (element === next) next = element.nextElementSibling;
      element.remove();
      this.rows.delete(key);
    }
    for (const item of items) {
      const { element, row } = this.rowFor(item);
      if (item.kind === 'message') row?.update(item);
      else setText(element, dayOf(item.at, this.context.language, this.context.texts));
      if (item.kind === 'message' && item.from === 'visitor') newestOwn = item.key;
      if (element === next) next = element.nextElementSibling;
      else this.list.insertBefore(element, next);
    }
    return newestOwn;
  }

  private rowFor(item: Item): { readonly element: HTMLElement; readonly row: MessageRow | null } {
    const known = this.rows.get(item.key);
    if (known) return known;
    const row = item.kind === 'message' ? new MessageRow(this.context) : null;
    const made = { element: row?.element ?? h('p', { class: 'day' }), row };
    this.rows.set(item.key, made);
    return made;
  }

  private renderChoices(actions: readonly CardAction[]): void {
    this.choices.hidden = actions.length === 0;
    if (actions === this.shownChoices || JSON.stringify(actions) === JSON.stringify(this.shownChoices)) return;
    this.shownChoices = actions;
    this.choices.replaceChildren(...actions.map((action) => this.choice(action)));
  }

  private choice(action: CardAction): HTMLButtonElement {
    // The second click of a double click is not meant for the next question's button, which may already be under the pointer.
    const onclick = (event: MouseEvent): void => {
      if (event.detail < 2) this.choose(action);
    };
    return h('button', { type: 'button', class: 'choice', onclick }, action.title);
  }

  private scrolled(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    this.follows = scrollHeight - scrollTop - clientHeight < NEAR;
    setAttribute(this.latest, 'hidden', this.follows);
  }
}
