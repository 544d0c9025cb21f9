import type { DatabaseProcesses } from '../cpu-time.js';

/** What the bench tells the process that makes the load, and what it hears from it. All of it goes through JSON. */

/** `post`: one request, one answer. `accept`: one message to Direct Line, and nobody answers it. `echo`: the answer must hold the echo. `chat-…`: Direct Line, until the reply is durable, or on the customer's socket. `read`: one path of the operator's API. */
export type Kind = 'post' | 'accept' | 'echo' | 'chat-durable' | 'chat-socket' | 'read';

export interface Target {
  readonly name: string;
  readonly kind: Kind;
  /** Of its nodes. */
  readonly ports: readonly number[];
  /** The CPU time of these nodes is measured. */
  readonly pids: readonly number[];
  /** And that of the database server, if it has one on this machine. */
  readonly database: DatabaseProcesses | null;
  readonly customers: number;
  readonly dataDir: string;
  /** Where its messages are stored. */
  readonly storeUrl: string;
  readonly secret: string;
  /** What `read` asks for. */
  readonly path?: string;
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
  /** CPU time of the nodes meanwhile. */
  readonly cpuMs: number;
  /** CPU time of the database server meanwhile; null: it has none, or not here. */
  readonly databaseMs: number | null;
  /** From sending to the server's answer, and from there to the reply, ms each, of every unit of work done. */
  readonly accepted: readonly number[];
  readonly replied: readonly number[];
}

export type Result = Measured | { readonly problems: readonly string[] };
export type Answered = { readonly ok: Result | null } | { readonly error: string };
