import { setTimeout as pause } from 'node:timers/promises';
import { DirectLineRest, type WireLine } from '../support/direct-line-rest.js';
import type { ClientHistory, SeenLine, View } from './history.js';
import { GREETING, type Script, type Step } from './scripts.js';

const FIRST_LOOK_MS = 15;
const LONGEST_LOOK_MS = 250;
/** Longer than several leases in a row, as servers leave them behind that are killed or paused one after the other. */
const PATIENCE_MS = 180_000;

/** One customer who follows a script, whatever happens to the server, and writes down what was seen. */
export class Customer {
  private readonly attempts: string[] = [];
  private readonly acks: ClientHistory['acks'][number][] = [];
  private readonly views: View[] = [];
  private readonly line: DirectLineRest;
  private watermark = '';
  private buttons: readonly string[] = [];
  private said = 0;
  /** So many lines are up to what was last waited for. */
  private heard = 0;

  constructor(
    private readonly script: Script,
    url: () => string,
    /** How long this customer thinks before the next step, ms. */
    private readonly thinks: () => number = () => 0,
  ) {
    this.line = new DirectLineRest(url, (clientId) => this.attempts.push(clientId));
  }

  async arrive(): Promise<void> {
    await this.line.open();
    await this.until(GREETING, 0);
  }

  /** Plays the steps from `from` up to, not including, `to`. */
  async play(from = 0, to = this.script.steps.length): Promise<void> {
    for (const step of this.script.steps.slice(from, to)) await this.act(step);
  }

  /** Waits for a message that comes by itself, or has come since what was last waited for. */
  hear(key: string): Promise<void> {
    return this.until(key, this.heard);
  }

  /** Says something, whatever is answered. */
  async say(text: string): Promise<void> {
    await pause(this.thinks());
    await this.post(text, this.nextId());
    await this.look();
  }

  get conversation(): string {
    return this.line.conversation;
  }

  async history(): Promise<ClientHistory> {
    const { attempts, acks, views } = this;
    const replay: SeenLine[] = [];
    for (let watermark = ''; ; ) {
      const page = await this.line.read(watermark);
      if (page.activities.length === 0)
        return { name: this.script.name, conversation: this.line.conversation, attempts, acks, views, replay };
      replay.push(...page.activities.map(seenLine));
      watermark = page.watermark;
    }
  }

  private get seen(): readonly SeenLine[] {
    return this.views.flatMap(({ lines }) => lines);
  }

  private async act({ say, until, twice }: Step): Promise<void> {
    const text = typeof say === 'string' ? say : this.buttons[say.button];
    if (text === undefined) throw new Error(`${this.script.name}: there is no such button; there are ${JSON.stringify(this.buttons)}`);
    await pause(this.thinks());
    const clientId = this.nextId();
    const known = this.seen.length;
    await Promise.all(Array.from({ length: twice ? 2 : 1 }, () => this.post(text, clientId)));
    await this.until(until, known);
  }

  private nextId(): string {
    return `${this.script.name}-${++this.said}`;
  }

  private async post(text: string, clientId: string): Promise<void> {
    const sentAt = performance.now();
    this.acks.push({ clientId, id: await this.line.post(text, clientId), sentAt });
  }

  /** Reads on until a message with this key has come after the first `known` lines. `flow.*`: any of the flow. */
  private async until(key: string, known: number): Promise<void> {
    const fits = (line: SeenLine) => (key.endsWith('*') ? line.key?.startsWith(key.slice(0, -1)) : line.key === key);
    let wait = FIRST_LOOK_MS;
    for (let waited = 0; waited < PATIENCE_MS; waited += wait) {
      await this.look();
      const index = this.seen.slice(known).findIndex(fits);
      if (index >= 0) {
        this.heard = known + index + 1;
        return;
      }
      await pause(wait);
      wait = Math.min(wait * 1.5, LONGEST_LOOK_MS);
    }
    const got = this.seen.slice(known).map((line) => line.key ?? `"${line.text}"`);
    throw new Error(
      `${this.script.name} waited in vain for ${key} after "${this.seen[known - 1]?.key}"; there came: ${got.join(', ') || 'nothing'}`,
    );
  }

  private async look(): Promise<void> {
    const { activities, watermark } = await this.line.read(this.watermark);
    if (activities.length === 0) return;
    this.views.push({ heardAt: performance.now(), after: this.watermark, watermark, lines: activities.map(seenLine) });
    this.watermark = watermark;
    const buttons = activities.at(-1)?.suggestedActions?.actions;
    if (buttons) this.buttons = buttons.map(({ value }) => value);
  }
}

function seenLine({ id, timestamp, from, text, channelData }: WireLine): SeenLine {
  return {
    id,
    at: timestamp,
    from: from.role === 'user' ? 'customer' : 'bot',
    text: text ?? '',
    key: channelData?.ventanilla?.key ?? null,
    clientId: channelData?.clientActivityID ?? null,
  };
}
