import { type AnyEventObject, type AnyMachineSnapshot, initialTransition, transition } from 'xstate';
import type { ChoiceSpec, Facts, Flow, Say, StateMeta, UserEvent } from '../../src/engine/flow.js';

export interface WantedCall {
  readonly src: string;
  readonly input: Record<string, unknown>;
}

/** One procedure played by hand, without the engine: what the customer does and what comes back, one event at a time. */
export class Play {
  private snapshot: AnyMachineSnapshot;
  /** All that was said so far. */
  readonly said: Say[] = [];
  /** All that was called so far, effects and procedures. */
  readonly calls: WantedCall[] = [];
  readonly learned: Facts[] = [];
  /** `handOver` and `takeBack`, in order. */
  readonly owners: string[] = [];

  constructor(
    private readonly flow: Flow,
    input: object,
  ) {
    const [snapshot, actions] = initialTransition(flow.machine, input as never);
    this.snapshot = this.settle(snapshot, actions);
  }

  private settle(
    snapshot: AnyMachineSnapshot,
    actions: readonly { readonly type: string; readonly params?: unknown }[],
  ): AnyMachineSnapshot {
    if (snapshot.status === 'error') throw snapshot.error;
    for (const { type, params } of actions) {
      if (type === 'say') this.said.push(params as Say);
      if (type === 'learn') this.learned.push(params as Facts);
      if (type === 'handOver' || type === 'takeBack') this.owners.push(type);
      if (type === 'xstate.spawnChild') this.calls.push(params as WantedCall);
    }
    return snapshot;
  }

  private apply(event: AnyEventObject): this {
    const at = this.flow.machine.resolveState({ value: this.snapshot.value, context: this.snapshot.context });
    if (!at.can(event)) throw new Error(`${this.flow.id} in ${this.state} does not take ${JSON.stringify(event)}`);
    this.snapshot = this.settle(...(transition(this.flow.machine, at, event) as [AnyMachineSnapshot, []]));
    return this;
  }

  /** True when the state takes the event. */
  takes(event: UserEvent): boolean {
    return this.flow.machine.resolveState({ value: this.snapshot.value, context: this.snapshot.context }).can(event);
  }

  send(event: UserEvent): this {
    return this.apply(event);
  }
  choose(id: string): this {
    return this.apply({ type: 'CHOICE', id });
  }
  mean(intent: string, text = 'con mis palabras'): this {
    return this.apply({ type: 'INTENT', intent, text });
  }
  answer(value: string | null, facts: Facts = {}): this {
    return this.apply({ type: 'ANSWER', text: value ?? '¿mande?', value, facts });
  }
  /** What was called comes back. */
  done(output: unknown): this {
    return this.apply({ type: `xstate.done.actor.${this.invoked}`, output });
  }
  fail(): this {
    return this.apply({ type: `xstate.error.actor.${this.invoked}`, error: 'down' });
  }
  /** The state's time is up. */
  wait(): this {
    const timer = this.snapshot._nodes.flatMap((node) => node.after)[0];
    if (!timer) throw new Error(`${this.state} waits for no time`);
    return this.apply({ type: timer.eventType });
  }

  private get invoked(): string {
    const id = this.snapshot._nodes.flatMap((node) => node.invoke.map((invoke) => invoke.id)).at(-1);
    if (id === undefined) throw new Error(`${this.state} calls nothing`);
    return id;
  }

  get state(): string {
    return String(this.snapshot.value);
  }
  /** What the present question offers. */
  get choices(): readonly ChoiceSpec[] {
    const choices = this.snapshot._nodes.map((node) => node.meta as StateMeta | undefined).findLast((meta) => meta?.prompt)?.choices ?? [];
    return typeof choices === 'function' ? choices(this.snapshot.context) : choices;
  }
  get keys(): readonly string[] {
    return this.said.map(({ key }) => key);
  }
  get call(): WantedCall | undefined {
    return this.calls.at(-1);
  }
  get output(): Record<string, unknown> | undefined {
    return this.snapshot.output as Record<string, unknown> | undefined;
  }
  get escalates(): boolean {
    return this.snapshot.hasTag('escalate');
  }
}
