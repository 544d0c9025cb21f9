/**
 * Small JSON values in localStorage under one prefix, shared by all tabs. Where storage is blocked or full
 * they are kept in memory, so that the chat works all the same until the page is left.
 */
export class Shelf {
  private readonly memory = new Map<string, string>();

  constructor(private readonly prefix: string) {}

  get<T>(name: string): T | null {
    const text = this.memory.get(name) ?? this.read(name);
    if (!text) return null;
    try {
      return JSON.parse(text) as T;
    } catch {
      return null;
    }
  }

  /** Names that begin with `start`, in no order. */
  names(start: string): readonly string[] {
    const found = new Set([...this.memory.keys()]);
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(this.prefix)) found.add(key.slice(this.prefix.length));
    } catch {
      // Blocked: what there is, is in memory.
    }
    return [...found].filter((name) => name.startsWith(start));
  }

  set(name: string, value: unknown): void {
    const text = JSON.stringify(value);
    try {
      localStorage.setItem(this.prefix + name, text);
      this.memory.delete(name);
    } catch {
      this.memory.set(name, text);
    }
  }

  remove(name: string): void {
    this.memory.delete(name);
    try {
      localStorage.removeItem(this.prefix + name);
    } catch {
      // Blocked: there was nothing to remove.
    }
  }

  /** Tells the name of a value that ANOTHER tab has changed. */
  onChange(listener: (name: string) => void): void {
    addEventListener('storage', (event) => {
      if (event.key?.startsWith(this.prefix)) listener(event.key.slice(this.prefix.length));
    });
  }

  private read(name: string): string | null {
    try {
      return localStorage.getItem(this.prefix + name);
    } catch {
      return null;
    }
  }
}
