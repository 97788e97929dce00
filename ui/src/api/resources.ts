import { ApiError, type Client } from './client.ts';

/** What is known of one address: the last value stays while a newer one is fetched or cannot be had. */
export interface Resource<T> {
  readonly value: T | undefined;
  readonly error: ApiError | undefined;
}

interface Entry {
  resource: Resource<unknown>;
  readonly listeners: Set<() => void>;
  request: AbortController | undefined;
}

const NOTHING: Resource<never> = { value: undefined, error: undefined };
const MOST_ENTRIES = 200;

/** A cache of GET answers by path, shared by all that show them. At most 200 are kept that nobody shows. */
export class Resources {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly client: Client) {}

  peek<T>(path: string): Resource<T> {
    return (this.#entries.get(path)?.resource ?? NOTHING) as Resource<T>;
  }

  subscribe(path: string, listener: () => void): () => void {
    const entry = this.#entry(path);
    entry.listeners.add(listener);
    return () => {
      entry.listeners.delete(listener);
      this.#evict();
    };
  }

  /** Fetches anew unless a request is under way. Never rejects: the outcome is in the resource. */
  async refresh(path: string): Promise<void> {
    const entry = this.#entry(path);
    if (entry.request !== undefined) return;
    const request = new AbortController();
    entry.request = request;
    try {
      const value = await this.client.get<unknown>(path, request.signal);
      if (entry.request === request) this.#publish(entry, { value, error: undefined });
    } catch (error) {
      if (entry.request === request && error instanceof ApiError) this.#publish(entry, { value: entry.resource.value, error });
    } finally {
      if (entry.request === request) entry.request = undefined;
    }
  }

  /** Puts a value that came another way, for example by an event stream; an answer under way is older and dropped. */
  put(path: string, value: unknown): void {
    const entry = this.#entry(path);
    entry.request?.abort();
    entry.request = undefined;
    this.#publish(entry, { value, error: undefined });
  }

  /** Fetches anew what is shown now: the session was renewed, or the network is back. */
  refreshShown(): void {
    for (const [path, entry] of this.#entries) {
      if (entry.listeners.size > 0) void this.refresh(path);
    }
  }

  /** Forgets everything: another person may sign in. */
  clear(): void {
    for (const entry of this.#entries.values()) {
      entry.request?.abort();
      entry.request = undefined;
      this.#publish(entry, NOTHING);
    }
  }

  #entry(path: string): Entry {
    let entry = this.#entries.get(path);
    if (entry === undefined) {
      entry = { resource: NOTHING, listeners: new Set(), request: undefined };
      this.#entries.set(path, entry);
    }
    return entry;
  }

  #publish(entry: Entry, resource: Resource<unknown>): void {
    entry.resource = resource;
    entry.listeners.forEach((listener) => listener());
  }

  #evict(): void {
    for (const [path, entry] of this.#entries) {
      if (this.#entries.size <= MOST_ENTRIES) return;
      if (entry.listeners.size === 0) this.#entries.delete(path);
    }
  }
}
