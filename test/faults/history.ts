/** What one customer's client did and saw, in order: the material of the checker. */

/** A line of the transcript as a client sees it. */
export interface SeenLine {
  readonly id: string;
  readonly at: string;
  readonly from: 'customer' | 'bot';
  readonly text: string;
  readonly key: string | null;
  /** The client's own id of what it sent. */
  readonly clientId: string | null;
}

/** One answer to "what is new after `after`?". */
export interface View {
  /** When the answer had come, by the client's own clock, ms from any instant. */
  readonly heardAt: number;
  readonly after: string;
  readonly watermark: string;
  readonly lines: readonly SeenLine[];
}

export interface ClientHistory {
  /** The script's name. */
  readonly name: string;
  readonly conversation: string;
  /** Client ids of all attempts to send, as often as they were made. */
  readonly attempts: readonly string[];
  /** What the server said it has, under which id. `sentAt`: when it was first tried to send it, as `heardAt`. */
  readonly acks: readonly { readonly clientId: string; readonly id: string; readonly sentAt: number }[];
  /** All that was seen while talking. */
  readonly views: readonly View[];
  /** The whole conversation, read anew when all was over. */
  readonly replay: readonly SeenLine[];
}
