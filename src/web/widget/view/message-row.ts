import type { Place } from '../activity.js';
import type { MessageItem, ShownFile } from '../items.js';
import type { Language } from '../options.js';
import type { Texts } from '../texts.js';
import { timeOf } from './dates.js';
import { h, icon, setAttribute, setText } from './dom.js';
import { richText } from './rich-text.js';

export interface RowContext {
  readonly texts: Texts;
  readonly language: Language;
  readonly retry: (id: string) => void;
  readonly discard: (id: string) => void;
}

/** One message of the conversation. The element stays the same while its state changes. */
export class MessageRow {
  readonly element = h('div');
  private readonly author = h('div');
  private readonly bubble = h('div', { class: 'bubble', dir: 'auto' });
  private readonly meta = h('div', { class: 'meta' });
  private shown = '';
  private shownMeta = '';

  constructor(private readonly context: RowContext) {
    this.element.append(this.author, this.bubble, this.meta);
  }

  update(item: MessageItem): void {
    const marks = [item.first && 'first', item.last && 'last', item.state === 'failed' && 'failed'].filter(Boolean).join(' ');
    setAttribute(this.element, 'class', `row ${item.from} ${marks}`);
    // The name of an agent is for everybody; who else speaks is plain to the eye, and said to screen readers.
    setAttribute(this.author, 'class', item.from === 'agent' && item.first ? 'author' : 'hidden');
    setText(this.author, this.authorOf(item));
    const content = JSON.stringify([item.text, item.files, item.place]);
    if (content !== this.shown) {
      this.shown = content;
      this.bubble.replaceChildren(...this.content(item));
    }
    this.updateMeta(item);
  }

  private authorOf(item: MessageItem): string {
    const { texts } = this.context;
    if (item.from === 'visitor') return texts.you;
    return item.from === 'agent' ? (item.name ?? texts.agent) : texts.bot;
  }

  private content(item: MessageItem): readonly Node[] {
    return [
      ...item.files.map((file) => this.file(file)),
      ...(item.place ? [this.place(item.place)] : []),
      ...(item.text ? [h('div', { class: 'text' }, ...richText(item.text))] : []),
    ];
  }

  private file(file: ShownFile): Node {
    const { texts } = this.context;
    const name = file.name || (file.inline ? texts.image : texts.file);
    if (!file.url) return h('span', { class: 'file' }, icon('file'), h('span', {}, name));
    const open = { href: file.url, target: '_blank', rel: 'noopener noreferrer' };
    if (file.inline) return h('a', { ...open, class: 'image' }, h('img', { src: file.url, alt: name, loading: 'lazy' }));
    return h('a', { ...open, class: 'file', download: file.name || true }, icon('file'), h('span', {}, name));
  }

  private place({ latitude, longitude }: Place): Node {
    const at = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
    const href = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
    const label = h('span', {}, this.context.texts.place, h('small', {}, at));
    return h('a', { class: 'file', href, target: '_blank', rel: 'noopener noreferrer' }, icon('pin'), label);
  }

  private updateMeta(item: MessageItem): void {
    const online = navigator.onLine;
    const meta = item.last || item.state === 'failed' ? `${item.state} ${item.problem} ${item.at} ${online}` : '';
    if (meta === this.shownMeta) return;
    this.shownMeta = meta;
    this.meta.replaceChildren(...(meta ? this.metaOf(item, online) : []));
  }

  private metaOf(item: MessageItem, online: boolean): readonly (Node | string)[] {
    const { texts, language } = this.context;
    if (item.state === 'failed') return this.failure(item);
    if (item.state === 'queued' || item.state === 'sending') return [icon('clock'), online ? texts.sending : texts.waiting];
    const time = h('time', { datetime: new Date(item.at).toISOString() }, timeOf(item.at, language));
    return item.state === 'sent' ? [time, icon('check'), h('span', {}, texts.sent)] : [time];
  }

  private failure(item: MessageItem): readonly (Node | string)[] {
    const { texts, retry, discard } = this.context;
    return [
      icon('alert'),
      texts.problems[item.problem ?? 'server'],
      ...(item.problem === 'lostFile' ? [] : [h('button', { type: 'button', class: 'link', onclick: () => retry(item.key) }, texts.retry)]),
      h('button', { type: 'button', class: 'link', onclick: () => discard(item.key) }, texts.discard),
    ];
  }
}
