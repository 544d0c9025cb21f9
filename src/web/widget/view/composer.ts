import type { Place } from '../activity.js';
import { ACCEPT, fileProblem } from '../file-rules.js';
import type { NewMessage } from '../outbox.js';
import type { Texts } from '../texts.js';
import { h, icon, setText } from './dom.js';

export interface ComposerHooks {
  readonly send: (message: NewMessage) => void;
  readonly draft: (text: string) => void;
}

const MAX_HEIGHT_PX = 132;
const LOCATION_TIMEOUT_MS = 15_000;

/** Where the visitor writes: text, files and place are put together and go out as one message. */
export class Composer {
  readonly element: HTMLFormElement;
  private readonly input: HTMLTextAreaElement;
  private readonly picker: HTMLInputElement;
  private readonly submit: HTMLButtonElement;
  private readonly chips = h('ul', { class: 'chips' });
  private readonly notice: HTMLElement;
  private readonly noticeText = h('span');
  private readonly noticeClose: HTMLButtonElement;
  private files: File[] = [];
  private place: Place | null = null;

  constructor(
    private readonly texts: Texts,
    private readonly hooks: ComposerHooks,
    privacyUrl: string | null,
  ) {
    this.input = h('textarea', { rows: '1', 'aria-label': texts.write, placeholder: texts.write, enterkeyhint: 'send' });
    this.picker = h('input', { type: 'file', accept: ACCEPT, multiple: true, hidden: true, tabindex: '-1', 'aria-label': texts.attach });
    this.submit = h('button', { type: 'submit', class: 'round send', 'aria-label': texts.send, title: texts.send }, icon('send'));
    this.noticeClose = h(
      'button',
      { type: 'button', class: 'bare', 'aria-label': texts.dismiss, onclick: () => this.say('') },
      icon('close'),
    );
    // The alert is there from the beginning and only its text changes: otherwise screen readers miss it.
    this.notice = h('div', { class: 'notice' }, h('div', { role: 'alert' }, this.noticeText), this.noticeClose);
    const bar = h('div', { class: 'bar' }, this.attachButton(), this.locationButton(), this.input, this.submit);
    this.element = h('form', { class: 'composer', novalidate: true }, this.notice, this.chips, bar, this.picker);
    if (privacyUrl) {
      this.element.append(h('a', { class: 'privacy', href: privacyUrl, target: '_blank', rel: 'noopener' }, texts.privacy));
    }
    this.listen();
    this.say('');
    this.changed();
  }

  focus(): void {
    this.input.focus();
  }

  get isEmpty(): boolean {
    return this.input.value.trim() === '';
  }

  /** Puts text where the visitor writes. */
  write(text: string): void {
    this.input.value = text;
    this.changed();
  }

  /** Fits the text box to its text; needed when the panel appears, because hidden things have no height. */
  grow(): void {
    this.input.style.height = 'auto';
    const height = this.input.scrollHeight;
    if (height > 0) this.input.style.height = `${Math.min(height, MAX_HEIGHT_PX)}px`;
  }

  /** Adds what can be sent, and says of the rest why it cannot. */
  addFiles(files: Iterable<File>): void {
    const refusals: string[] = [];
    for (const file of files) {
      const problem = fileProblem(file, this.files.length);
      if (problem) refusals.push(this.texts.fileProblems[problem](file.name));
      else this.files.push(file);
    }
    this.say([...new Set(refusals)].join(' '));
    this.renderChips();
  }

  private listen(): void {
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      this.sendNow();
    });
    this.input.addEventListener('keydown', (event) => {
      // While an input method is composing, Enter belongs to it.
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.sendNow();
    });
    this.input.addEventListener('input', () => {
      this.hooks.draft(this.input.value);
      this.changed();
    });
    this.input.addEventListener('paste', (event) => {
      const files = event.clipboardData?.files;
      if (!files?.length) return;
      event.preventDefault();
      this.addFiles(files);
    });
    this.picker.addEventListener('change', () => {
      this.addFiles(this.picker.files ?? []);
      this.picker.value = '';
      this.focus();
    });
  }

  private sendNow(): void {
    const text = this.input.value.trim();
    if (!this.canSend()) return;
    this.hooks.send({ text, files: this.files, place: this.place });
    this.files = [];
    this.place = null;
    this.hooks.draft('');
    this.say('');
    this.write('');
    this.renderChips();
    this.focus();
  }

  private canSend(): boolean {
    return !this.isEmpty || this.files.length > 0 || this.place !== null;
  }

  private changed(): void {
    this.submit.disabled = !this.canSend();
    this.grow();
  }

  private attachButton(): HTMLElement {
    const { attach } = this.texts;
    return h(
      'button',
      { type: 'button', class: 'round', 'aria-label': attach, title: attach, onclick: () => this.picker.click() },
      icon('clip'),
    );
  }

  private locationButton(): HTMLElement {
    const { location } = this.texts;
    return h(
      'button',
      { type: 'button', class: 'round', 'aria-label': location, title: location, onclick: () => this.locate() },
      icon('pin'),
    );
  }

  private locate(): void {
    if (!('geolocation' in navigator)) {
      this.say(this.texts.noLocation);
      return;
    }
    this.say(this.texts.locating);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.place = { latitude: coords.latitude, longitude: coords.longitude };
        this.say('');
        this.renderChips();
      },
      () => this.say(this.texts.noLocation),
      { enableHighAccuracy: true, timeout: LOCATION_TIMEOUT_MS, maximumAge: 60_000 },
    );
  }

  private renderChips(): void {
    const files = this.files.map((file) =>
      this.chip('file', file.name, () => {
        this.files = this.files.filter((one) => one !== file);
      }),
    );
    const place = this.place
      ? [
          this.chip('pin', this.texts.place, () => {
            this.place = null;
          }),
        ]
      : [];
    this.chips.replaceChildren(...files, ...place);
    this.chips.hidden = files.length + place.length === 0;
    this.changed();
  }

  private chip(kind: 'file' | 'pin', name: string, remove: () => void): HTMLElement {
    const label = this.texts.removeFile(name);
    const onclick = (): void => {
      remove();
      this.renderChips();
      this.focus();
    };
    return h(
      'li',
      {},
      icon(kind),
      h('span', {}, name),
      h('button', { type: 'button', class: 'bare', 'aria-label': label, onclick }, icon('close')),
    );
  }

  private say(text: string): void {
    setText(this.noticeText, text);
    this.notice.classList.toggle('shown', text !== '');
    this.noticeClose.hidden = text === '';
  }
}
