/** What the bench tells the process that makes the load, and what it hears from it. All of it goes through JSON. */

/** `post`: one request, one answer. `accept`: one message to Direct Line, and nobody answers it. `echo`: the answer must hold the echo. `chat-…`: Direct Line, until the reply is durable, or on the customer's socket. */
export type Kind = 'post' | 'accept' | 'echo' | 'chat-durable' | 'chat-socket';

export interface Target {
  readonly name: string;
  readonly kind: Kind;
  readonly port: number;
  /** Its CPU time is measured. */
  readonly pid: number;
  readonly customers: number;
  readonly dataDir: string;
  readonly secret: string;
}

export type Order =
  | { readonly type: 'prepare'; readonly target: Target }
  /** Each customer writes again as soon as the answer to the last message is there. */
  | { readonly type: 'closed'; readonly name: string; readonly warmMs: number; readonly ms: number }
  /** So many messages a second, whether answers come or not. */
  | { readonly type: 'open'; readonly name: string; readonly warmMs: number; readonly ms: number; readonly rate: number }
  | { readonly type: 'verify'; readonly name: string };

export interface Measured {
  readonly done: number;
  readonly ms: number;
  /** CPU time of the server meanwhile. */
  readonly cpuMs: number;
  /** From sending to the server's answer, and from there to the reply, ms each, of every unit of work done. */
  readonly accepted: readonly number[];
  readonly replied: readonly number[];
}

export type Result = Measured | { readonly problems: readonly string[] };
export type Answered = { readonly ok: Result | null } | { readonly error: string };
