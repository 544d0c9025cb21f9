import { registry } from '../../flows/index.js';
import { type Backoffice, BackofficeDown } from '../../src/backoffice/backoffice.js';
import { position } from '../../src/engine/expectation.js';
import { EMPTY_STATE } from '../../src/engine/state.js';
import type { Content, Message } from '../../src/store/store.js';
import { TestDesk } from '../support/desk.js';
import type { TestTalk } from '../support/talk.js';
import { Broken } from './engine-walk.js';
import type { Pick } from './happenings.js';
import { UTTERANCES } from './utterances.js';

/** Longer than any lease of a process that is gone, and than all attempts of a call: whatever can be done is done by then. */
const LONG_ENOUGH = 20_000;
const WAITS = [1_000, 30_000, 120_000, 16 * 60_000, 26 * 3_600_000];
const OTHERS: readonly Partial<Content>[] = [
  { type: 'file', files: [{ id: 'file-1', name: 'foto.jpg', contentType: 'image/jpeg', size: 1_000 }] },
  { type: 'file', text: 'no tengo internet', files: [{ id: 'file-2', name: 'modem.jpg', contentType: 'image/jpeg', size: 1_000 }] },
  { type: 'location', location: { latitude: 19.04, longitude: -98.2 } },
  { type: 'unknown' },
];

type Act = () => Promise<void>;

/** A customer who writes at random, through the whole program. */
export class TalkWalk {
  readonly trace: string[] = [];
  private down = false;

  private constructor(
    private readonly desk: TestDesk,
    private readonly talk: TestTalk,
  ) {}

  /** Begins, walks and ends. @throws {Broken} at the first thing that is wrong. */
  static async walk(picks: readonly Pick[]): Promise<void> {
    let walk: TalkWalk | undefined;
    const desk = await TestDesk.open({ backoffice: (real) => failing(real, () => walk?.down === true) });
    walk = new TalkWalk(desk, desk.talk());
    try {
      for (const pick of picks) await walk.step(pick);
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : String(error)}, after\n  ${walk.trace.join('\n  ')}`);
    } finally {
      await desk.close();
    }
  }

  private async step(pick: Pick): Promise<void> {
    const ownerBefore = await this.owner();
    const spoke = await this.act(pick);
    await this.desk.settle();
    if (await this.isCalling()) await this.desk.wait(LONG_ENOUGH);
    await this.check(spoke && ownerBefore === 'bot');
  }

  /** @returns whether the customer said something. */
  private async act([kind, which, beside]: Pick): Promise<boolean> {
    const restarts = beside % 3 === 0;
    const doIt = (act: Act): Promise<void> => (restarts ? this.desk.restart(act) : act());
    const post = async (...contents: readonly Partial<Content>[]): Promise<boolean> => {
      this.trace.push(
        `${contents.map(({ type, text }) => `${type ?? ''} ${text?.slice(0, 60) ?? ''}`.trim()).join(' + ')}${restarts ? ', restarted' : ''}`,
      );
      await doIt(() => this.talk.post(...contents));
      return true;
    };
    const said = (index: number): Partial<Content> => ({ text: UTTERANCES[index % UTTERANCES.length] ?? '' });
    switch (kind % 20) {
      case 16:
        return post(said(which), said(beside));
      case 17:
        return post(OTHERS[which % OTHERS.length] ?? said(which));
      case 18:
        this.down = !this.down && which % 2 === 0;
        this.trace.push(`the company's systems are ${this.down ? 'down' : 'up'}`);
        return false;
      case 19: {
        const ms = WAITS[which % WAITS.length] ?? 0;
        this.trace.push(`${ms / 1_000} s pass`);
        if ((await this.desk.store.conversation(this.talk.id)) === null) await doIt(() => this.talk.open());
        await this.desk.wait(ms);
        return false;
      }
      default:
        return post(said(which));
    }
  }

  private async owner(): Promise<string> {
    return (await this.desk.store.conversation(this.talk.id))?.owner ?? 'bot';
  }

  private async isCalling(): Promise<boolean> {
    return ((await this.desk.store.conversation(this.talk.id))?.state.calls.length ?? 0) > 0;
  }

  private async check(mustAnswer: boolean): Promise<void> {
    const left = await this.desk.store.load(this.talk.id);
    if (left && left.messages.length + left.signals.length > 0) throw new Broken('a message is left, and nothing to wait for');
    const lines = await this.talk.lines();
    const gap = lines.findIndex(({ seq }, index) => seq !== index + 1);
    if (gap >= 0) throw new Broken(`line ${gap + 1} of the transcript is missing`);
    const said = lines.filter(({ from }) => from === 'bot');
    for (const line of said.slice(-12)) checkText(line);
    const { owner, state } = (await this.desk.store.conversation(this.talk.id)) ?? { owner: 'bot', state: EMPTY_STATE };
    if (mustAnswer && lines.at(-1)?.from === 'customer' && owner === 'bot') throw new Broken('the customer is met with silence');
    if (owner === 'bot' && position(registry, state)?.state === 'waitingForPerson') throw new Broken('waits for a person whom nobody told');
    const due = state.timers.map(({ dueAt }) => dueAt);
    const next = await this.desk.store.nextDue();
    if (next !== (due.length > 0 ? Math.min(...due) : null)) throw new Broken('the store waits for something else than the conversation');
    const sent = this.desk.sent.map(({ id }) => id);
    if (JSON.stringify(sent) !== JSON.stringify(said.map(({ id }) => id))) throw new Broken('what was said is not what left');
  }
}

function checkText({ key, content }: Message): void {
  if (key === 'engine.apology') throw new Broken('a procedure failed');
  const broken = /^\s*$|[{}]|\b(undefined|null|NaN|Invalid Date)\b/.exec(content.text ?? '');
  if (broken) throw new Broken(`${key}: '${content.text}' is no text for a customer`);
}

const failing = (real: Backoffice, isDown: () => boolean): Backoffice =>
  new Proxy(real, {
    get: (target, name: keyof Backoffice) => (isDown() ? () => Promise.reject(new BackofficeDown('down for a walk')) : target[name]),
  });
