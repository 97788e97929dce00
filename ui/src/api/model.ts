/** The API's values as the console uses them. Ids are numbers, times ISO-8601 in UTC, durations milliseconds. */

export type RunState = 'accepted' | 'running' | 'finishing' | 'finished';
export type Result = 'SUCCESS' | 'UNSTABLE' | 'FAILURE' | 'NOT_BUILT' | 'ABORTED';

export interface Problem {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly message: string;
  readonly hint?: string | undefined;
}

export interface Session {
  readonly name: string;
  readonly admin: boolean;
  readonly csrf?: string | undefined;
}

export interface Project {
  readonly id: number;
  readonly organization: string;
  readonly name: string;
  readonly hasDefinition: boolean;
  readonly lastRun?: Run | undefined;
}

export interface Run {
  readonly id: number;
  readonly organization: string;
  readonly project: { readonly id: number; readonly name: string };
  readonly number: number;
  readonly state: RunState;
  readonly result?: Result | undefined;
  readonly trust: string;
  readonly cause: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly file: string;
  readonly attempt: number;
  readonly problems: readonly Problem[];
  readonly acceptedAt: string;
  readonly startedAt?: string | undefined;
  readonly finishedAt?: string | undefined;
  readonly durationMillis?: number | undefined;
}

export interface Stage {
  readonly step: number;
  /** The step of the enclosing stage or branch; 0 at the top. */
  readonly parent: number;
  readonly kind: 'stage' | 'branch';
  readonly name: string;
  readonly result?: Result | undefined;
  readonly startedAt: string;
  readonly finishedAt?: string | undefined;
}

export interface Agent {
  readonly id: number;
  readonly name: string;
  readonly labels: readonly string[];
  readonly executors: number;
  readonly busy: number;
  readonly platform: string;
  readonly release: string;
  readonly state: string;
  readonly connected: boolean;
  /** What its own checks found wrong. */
  readonly unhealthy: readonly string[];
  readonly lastSeenAt?: string | undefined;
}

export interface QueueItem {
  readonly job: number;
  readonly run: number;
  readonly title: string;
  readonly why: string;
  readonly askedAt: string;
}

export interface JoinToken {
  readonly token: string;
  readonly host: string;
  readonly port: number;
  readonly fingerprint: string;
  readonly expiresAt: string;
}

export interface Artifact {
  readonly path: string;
  readonly size: number;
}

export interface TestCase {
  readonly suite: string;
  readonly group: string;
  readonly name: string;
  readonly outcome: 'PASSED' | 'FAILED' | 'ERROR' | 'SKIPPED';
  readonly durationMillis: number;
  readonly message?: string | undefined;
  readonly details?: string | undefined;
}

export interface TestReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly cases: readonly TestCase[];
}
