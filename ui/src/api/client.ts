import type { Problem, ProblemBody } from './model.ts';

/** The controller answered with an RFC 9457 problem, or could not be reached (status 0). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly hint?: string | undefined,
    readonly problems: readonly Problem[] = [],
  ) {
    super(detail === '' ? title : `${title}: ${detail}`);
    this.name = 'ApiError';
  }
}

type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

/** Speaks with the controller: the session's cookie comes from the browser, writes carry its CSRF token. */
export class Client {
  #csrf: string | undefined;
  readonly #onUnauthorized = new Set<() => void>();

  constructor(private readonly fetch: Fetch = (input, init) => globalThis.fetch(input, init)) {}

  /** Gives the token that writes carry from now on; undefined after the session's end. */
  authorize(csrf: string | undefined): void {
    this.#csrf = csrf;
  }

  /** Calls the listener whenever the controller no longer knows the session. Answers how to stop that. */
  onUnauthorized(listener: () => void): () => void {
    this.#onUnauthorized.add(listener);
    return () => this.#onUnauthorized.delete(listener);
  }

  get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.#send<T>('GET', path, undefined, signal);
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.#send<T>('POST', path, body);
  }

  delete<T>(path: string): Promise<T> {
    return this.#send<T>('DELETE', path);
  }

  async #send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (method !== 'GET' && this.#csrf !== undefined) headers['x-csrf-token'] = this.#csrf;
    let response: Response;
    try {
      response = await this.fetch(`/api/v1${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (cause) {
      if (signal?.aborted === true) throw cause;
      throw new ApiError(0, 'unreachable', '');
    }
    if (!response.ok) {
      if (response.status === 401 && path !== '/session') this.#onUnauthorized.forEach((listener) => listener());
      throw await problemOf(response);
    }
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

async function problemOf(response: Response): Promise<ApiError> {
  try {
    const body = (await response.json()) as Partial<ProblemBody>;
    return new ApiError(response.status, body.title ?? `HTTP ${response.status}`, body.detail ?? '', body.hint, body.problems);
  } catch {
    return new ApiError(response.status, `HTTP ${response.status}`, response.statusText);
  }
}
