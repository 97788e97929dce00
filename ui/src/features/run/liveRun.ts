import type { Resources } from '../../api/resources.ts';
import { RunStream, type Connection, type OpenSource } from '../../live/runStream.ts';
import { LogBuffer } from '../log/logBuffer.ts';

/** A run as it goes on: its log is in the buffer, its state and stages go to the resources of their paths. */
export class LiveRun {
  readonly log = new LogBuffer();
  readonly #stream: RunStream;
  readonly #listeners = new Set<() => void>();
  #connection: Connection = 'connecting';

  constructor(run: number, resources: Resources, open?: OpenSource) {
    this.#stream = new RunStream(
      run,
      {
        log: (text) => this.log.append(text),
        run: (value) => resources.put(`/runs/${run}`, value),
        stages: (value) => resources.put(`/runs/${run}/stages`, value),
        connection: (state) => {
          this.#connection = state;
          // Why it was lost: the session may have ended, or the run be gone.
          if (state === 'lost') void resources.refresh(`/runs/${run}`);
          this.#listeners.forEach((listener) => listener());
        },
      },
      open,
    );
  }

  /** Follows the run from where it was left. Answers how to stop that. */
  follow(): () => void {
    this.#stream.start();
    return () => this.#stream.stop();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly connection = (): Connection => this.#connection;
}
