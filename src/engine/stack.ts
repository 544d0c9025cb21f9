import type { AnyEventObject, AnyMachineSnapshot } from 'xstate';
import type { Facts, Flow, Registry, Say } from './flow.js';
import { liveInvokes, type Moved, move, persist, question, restore, start, stateName, type WantedAction } from './machine.js';
import type { Call, EngineState, Frame, Timer } from './state.js';

/** What the engine needs and does not have: the instant, and ids unique for ever. */
export interface Env {
  readonly now: number;
  readonly nextId: () => string;
}

/** A flow asked for something the engine does not do. */
export class UnsupportedAction extends Error {
  readonly code = 'UNSUPPORTED_ACTION';
}

type Params = Record<string, unknown>;
type Applied = (stack: Stack, frame: Frame, params: Params, env: Env) => void;

/** The frames of one conversation while one input is worked through. Mutable inside a step, plain data outside. */
export class Stack {
  frames: Frame[];
  calls: Call[];
  timers: Timer[];
  parked: EngineState['parked'][number][];
  facts: Facts;
  said: Say[] = [];
  owner: 'bot' | 'queue' | null = null;
  ended: { flow: string; outcome: string }[] = [];
  /** Where an escalating final was reached, or null. */
  escalated: { flow: string; state: string } | null = null;
  /** Output of the last frame that ended with nothing below it in its part of the stack. */
  lastOutput: Params | null = null;
  called = false;

  constructor(
    readonly registry: Registry,
    state: EngineState,
    readonly env: Env,
  ) {
    this.frames = [...state.frames];
    this.calls = [...state.calls];
    this.timers = [...state.timers];
    this.parked = [...state.parked];
    this.facts = state.facts;
  }

  flow(id: string): Flow {
    const flow = this.registry.flows.get(id);
    if (!flow) throw new Error(`no flow is called '${id}'`);
    return flow;
  }

  get top(): Frame | undefined {
    return this.frames.at(-1);
  }

  snapshot(frame: Frame): AnyMachineSnapshot {
    return restore(this.flow(frame.flow), frame);
  }

  /** True for the frames that talk: from the last one that no frame below started, to the top. */
  isActive(frameId: string): boolean {
    return this.frames.findIndex((frame) => frame.id === frameId) >= this.root();
  }

  /** True while something that has come for the talking frames waits until they may go on. */
  isHeld(): boolean {
    return this.parked.some(({ frame }) => this.isActive(frame));
  }

  /** Index of the lowest frame of the talking part of the stack. */
  root(): number {
    return this.frames.findLastIndex((frame) => frame.parent === null);
  }

  /** Starts a flow on top. */
  push(flowId: string, input: Params, parent: string | null): void {
    const flow = this.flow(flowId);
    const frame: Frame = { id: this.env.nextId(), flow: flowId, version: flow.version, snapshot: null, parent };
    this.frames.push(frame);
    this.settle(this.frames.length - 1, start(flow.machine, { ...input, facts: this.facts }));
  }

  /** Sends an event to a frame; what stands above it goes on standing unless the frame leaves the state that called it. */
  send(index: number, event: AnyEventObject): void {
    const frame = this.frames[index];
    if (!frame) throw new Error(`no frame at ${index}`);
    this.settle(index, move(this.flow(frame.flow).machine, this.snapshot(frame), event));
  }

  /** Drops frames from `index` up, with their calls and timers. */
  cut(index: number): void {
    const gone = new Set(this.frames.splice(index).map((frame) => frame.id));
    this.calls = this.calls.filter((call) => !gone.has(call.frame));
    this.timers = this.timers.filter((timer) => !gone.has(timer.frame));
    this.parked = this.parked.filter((entry) => !gone.has(entry.frame));
  }

  private settle(index: number, [next, actions]: Moved): void {
    if (next.status === 'error') throw next.error;
    const before = this.frames[index] as Frame;
    const frame: Frame = { ...before, version: this.flow(before.flow).version, snapshot: persist(next) };
    this.frames[index] = frame;
    this.dropDeadChildren(index, next, actions);
    const children = actions.filter((action) => this.isChildFlow(action));
    for (const action of actions) if (!children.includes(action)) this.apply(frame, action);
    if (children.length > 1) throw new UnsupportedAction(`${frame.flow} calls two procedures at once`);
    for (const { params } of children) {
      const { src, id, input } = params as { src: string; id: string; input?: Params };
      this.push(src, input ?? {}, id);
    }
    if (next.status === 'done') this.end(index, next);
  }

  /** What an exited state had called is gone: its result will be dropped. A state that is entered again calls anew. */
  private dropDeadChildren(index: number, next: AnyMachineSnapshot, actions: readonly WantedAction[]): void {
    const frame = this.frames[index] as Frame;
    const live = new Set(liveInvokes(next));
    for (const action of actions) if (action.type === 'xstate.spawnChild') live.delete((action.params as { id: string }).id);
    const child = this.frames[index + 1];
    if (child?.parent != null && !live.has(child.parent)) this.cut(index + 1);
    this.calls = this.calls.filter((call) => call.frame !== frame.id || live.has(call.invoke));
  }

  private isChildFlow(action: WantedAction): boolean {
    return action.type === 'xstate.spawnChild' && this.registry.flows.has((action.params as { src: string }).src);
  }

  private apply(frame: Frame, action: WantedAction): void {
    const handler = ACTIONS[action.type];
    if (!handler) throw new UnsupportedAction(`flow '${frame.flow}' used the action '${action.type}'`);
    handler(this, frame, (action.params ?? {}) as Params, this.env);
  }

  private end(index: number, final: AnyMachineSnapshot): void {
    const frame = this.frames[index] as Frame;
    const output = (final.output ?? {}) as Params;
    this.ended.push({ flow: frame.flow, outcome: String(output.outcome ?? stateName(final)) });
    if (final.hasTag('escalate')) this.escalated = { flow: frame.flow, state: stateName(final) };
    this.cut(index);
    if (frame.parent !== null) this.send(index - 1, { type: `xstate.done.actor.${frame.parent}`, output, actorId: frame.parent });
    else this.lastOutput = { ...output, flow: frame.flow };
  }

  /** What came for the talking frames while they did not talk is worked through now. */
  unpark(): void {
    for (;;) {
      const next = this.parked.find((entry) => this.isActive(entry.frame));
      if (!next) return;
      this.parked = this.parked.filter((entry) => entry !== next);
      this.send(
        this.frames.findIndex((frame) => frame.id === next.frame),
        next.event,
      );
    }
  }

  /** The talking frame's state and whether it waits. */
  talking(): { readonly snapshot: AnyMachineSnapshot; readonly waiting: boolean } | null {
    if (!this.top) return null;
    const snapshot = this.snapshot(this.top);
    return { snapshot, waiting: question(snapshot) !== null };
  }
}

/** All that a flow may ask of the engine. */
const ACTIONS: Readonly<Record<string, Applied>> = {
  say: (stack, _frame, params) => void stack.said.push(params as unknown as Say),
  learn: (stack, _frame, params) => {
    stack.facts = { ...stack.facts, ...params };
  },
  handOver: (stack) => {
    stack.owner = 'queue';
  },
  takeBack: (stack) => {
    stack.owner = 'bot';
  },
  'xstate.spawnChild': (stack, frame, params, env) => {
    const { id, src, input } = params as { id: string; src: string; input?: unknown };
    stack.calls.push({ id: env.nextId(), frame: frame.id, invoke: id, effect: src, input: input ?? {} });
    stack.called = true;
  },
  'xstate.raise': (stack, frame, params, env) => {
    const { id, event, delay } = params as { id: string; event: { type: string }; delay?: number };
    if (delay === undefined) return;
    stack.timers = stack.timers.filter((timer) => timer.frame !== frame.id || timer.name !== id);
    stack.timers.push({ id: env.nextId(), frame: frame.id, name: id, dueAt: env.now + delay, event });
  },
  'xstate.cancel': (stack, frame, params) => {
    stack.timers = stack.timers.filter((timer) => timer.frame !== frame.id || timer.name !== params.sendId);
  },
  // The call or frame of an exited state is dropped by comparison with the living ones, in dropDeadChildren.
  'xstate.stopChild': () => undefined,
};
