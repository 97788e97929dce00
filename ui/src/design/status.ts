import type { Result, RunState } from '../api/model.ts';
import { texts } from '../texts/texts.ts';

/** What a mark shows: a finished thing's result, else how far it is. */
export type Status = 'queued' | 'running' | 'success' | 'unstable' | 'failure' | 'notBuilt' | 'aborted';

const BY_RESULT: Readonly<Record<Result, Status>> = {
  SUCCESS: 'success',
  UNSTABLE: 'unstable',
  FAILURE: 'failure',
  NOT_BUILT: 'notBuilt',
  ABORTED: 'aborted',
};

const RESULT_OF: Readonly<Partial<Record<Status, Result>>> = {
  success: 'SUCCESS',
  unstable: 'UNSTABLE',
  failure: 'FAILURE',
  notBuilt: 'NOT_BUILT',
  aborted: 'ABORTED',
};

export function runStatus(run: { readonly state: RunState; readonly result?: Result | undefined }): Status {
  if (run.state === 'finished') return run.result === undefined ? 'notBuilt' : BY_RESULT[run.result];
  return run.state === 'accepted' ? 'queued' : 'running';
}

/** A stage has no state of its own: it is running until it has finished, unless its run ended without closing it. */
export function stageStatus(stage: { readonly result?: Result | undefined; readonly finishedAt?: string | undefined }, runIsOver: boolean): Status {
  if (stage.result !== undefined) return BY_RESULT[stage.result];
  if (stage.finishedAt !== undefined) return 'success';
  return runIsOver ? 'aborted' : 'running';
}

export function statusText(status: Status): string {
  const result = RESULT_OF[status];
  if (result !== undefined) return texts.results[result];
  return status === 'queued' ? texts.states.accepted : texts.states.running;
}
