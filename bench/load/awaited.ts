const REPLY_MS = 30_000;

interface Waiting {
  readonly keys: readonly string[];
  readonly heard: string[];
  readonly resolve: (key: string) => void;
}

/** Messages whose last reply is awaited, by conversation. */
export class Awaited {
  private readonly waiting = new Map<string, Waiting>();
  /** A greeting may come before anybody knows the conversation's id. */
  private readonly early = new Map<string, string>();

  readonly heard = (conversation: string, key: string): void => {
    const found = this.waiting.get(conversation);
    if (!found) this.early.set(conversation, key);
    found?.heard.push(key);
    if (!found?.keys.includes(key)) return;
    this.waiting.delete(conversation);
    found.resolve(key);
  };

  /** @returns which of the keys came. */
  until(conversation: string, ...keys: readonly string[]): Promise<string> {
    const early = this.early.get(conversation);
    this.early.delete(conversation);
    if (early !== undefined && keys.includes(early)) return Promise.resolve(early);
    return new Promise((resolve, reject) => {
      const heard: string[] = [];
      const late = setTimeout(
        () => reject(new Error(`${keys.join(' or ')} did not come within ${REPLY_MS} ms, but ${heard.join(', ') || 'nothing'}`)),
        REPLY_MS,
      );
      const settle = (key: string): void => {
        clearTimeout(late);
        resolve(key);
      };
      this.waiting.set(conversation, { keys, heard, resolve: settle });
    });
  }
}
