import type { Chat } from '../chat.js';
import type { Options } from '../options.js';
import { TEXTS } from '../texts.js';
import { paletteFor } from './colors.js';
import composerCss from './composer.css';
import { h, icon, setAttribute, setText } from './dom.js';
import frameCss from './frame.css';
import { Panel, PHONE } from './panel.js';
import talkCss from './talk.css';

const DARK = '(prefers-color-scheme: dark)';
/** Of the panel's backgrounds in the style sheet, the one on which a link is hardest to read. */
const SURFACE = { light: '#f3f5f7', dark: '#242d37' };
const OPEN_KEY = 'ventanilla.open';

/** Everything that is seen, inside a shadow root, so that neither the page nor the chat changes the other's looks. */
export class WidgetView {
  private readonly root = h('div', { class: 'root' });
  private readonly launcher: HTMLButtonElement;
  private readonly badge = h('span', { class: 'badge', 'aria-hidden': 'true' });
  private readonly panel: Panel;
  private readonly texts;
  private stale = false;

  constructor(
    host: HTMLElement,
    private readonly chat: Chat,
    private readonly options: Options,
  ) {
    const { language } = options;
    this.texts = TEXTS[language];
    this.panel = new Panel(chat, this.texts, options, () => this.close());
    const label = h('span', { class: 'label' }, this.label);
    this.launcher = h('button', { type: 'button', class: 'launcher', 'aria-expanded': 'false', 'aria-controls': 'panel' });
    this.launcher.append(icon('chat'), label, this.badge);
    this.launcher.addEventListener('click', () => this.open());
    const region = h('section', { 'aria-label': this.texts.region }, this.launcher, this.panel.element);
    this.root.append(region);
    setAttribute(this.root, 'lang', language);
    setAttribute(this.root, 'data-position', options.position);
    const shadow = host.attachShadow({ mode: 'open' });
    addStyles(shadow, frameCss + talkCss + composerCss);
    shadow.append(this.root);
    this.dress();
    matchMedia(DARK).addEventListener('change', () => this.dress());
    window.visualViewport?.addEventListener('resize', () => this.fitKeyboard());
    window.visualViewport?.addEventListener('scroll', () => this.fitKeyboard());
    chat.changed.on(() => this.render());
  }

  private get label(): string {
    return this.options.label ?? this.texts.label;
  }

  /** Opens again after a move to another page of the site, where the panel does not hide that page. */
  restore(): void {
    if (remembered() && !matchMedia(PHONE).matches) this.show(false);
  }

  /** @param suggestion text for the visitor to send or change. */
  open(suggestion?: string): void {
    if (suggestion) this.panel.suggest(suggestion);
    this.show(true);
  }

  close(): void {
    if (!this.chat.isOpen) return;
    const hadFocus = (this.root.getRootNode() as ShadowRoot).activeElement !== null;
    this.chat.close();
    this.panel.hide();
    this.launcher.hidden = false;
    setAttribute(this.launcher, 'aria-expanded', 'false');
    remember(false);
    if (hadFocus) this.launcher.focus();
    this.render();
  }

  private show(takeFocus: boolean): void {
    this.chat.open();
    this.launcher.hidden = true;
    setAttribute(this.launcher, 'aria-expanded', 'true');
    this.panel.update();
    this.panel.show(takeFocus);
    remember(true);
  }

  /** Many changes of one moment are drawn once. */
  private render(): void {
    if (this.stale) return;
    this.stale = true;
    queueMicrotask(() => {
      this.stale = false;
      const { unread } = this.chat;
      this.badge.hidden = unread === 0;
      setText(this.badge, unread > 99 ? '99+' : String(unread));
      // The name begins with what is to be read on the button, so that it can be called by voice.
      const name = [this.label, this.texts.open, ...(unread > 0 ? [this.texts.newMessages(unread)] : [])];
      setAttribute(this.launcher, 'aria-label', name.join('. '));
      this.panel.update();
    });
  }

  private dress(): void {
    const { theme, color } = this.options;
    const dark = theme === 'dark' || (theme === 'auto' && matchMedia(DARK).matches);
    const palette = paletteFor(color, dark ? SURFACE.dark : SURFACE.light);
    setAttribute(this.root, 'data-theme', dark ? 'dark' : 'light');
    this.root.style.setProperty('--brand', palette.brand);
    this.root.style.setProperty('--on-brand', palette.onBrand);
    this.root.style.setProperty('--link', palette.link);
  }

  /** A phone's keyboard covers the page without making it smaller: the panel must end above it. */
  private fitKeyboard(): void {
    const view = window.visualViewport;
    if (!view) return;
    this.root.style.setProperty('--height', `${view.height}px`);
    this.root.style.setProperty('--top', `${view.offsetTop}px`);
  }
}

/** A constructed style sheet is no inline style, so that a strict content security policy of the host page allows it. */
function addStyles(shadow: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    shadow.append(h('style', {}, css));
  }
}

function remember(open: boolean): void {
  try {
    sessionStorage.setItem(OPEN_KEY, open ? '1' : '');
  } catch {
    // Blocked: then the panel is simply closed on the next page.
  }
}

function remembered(): boolean {
  try {
    return sessionStorage.getItem(OPEN_KEY) === '1';
  } catch {
    return false;
  }
}
