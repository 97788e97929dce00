import type { components } from './schema.ts';

/** The API's values under the names that the console uses. Ids are numbers, times ISO-8601 in UTC, durations milliseconds. */
type Schemas = components['schemas'];

export type Agent = Schemas['Agent'];
export type Artifact = Schemas['Artifact'];
export type LogEvent = Schemas['LogEvent'];
export type Problem = Schemas['Mistake'];
export type ProblemBody = Schemas['Problem'];
export type Project = Schemas['Project'];
export type QueueItem = Schemas['WaitingJob'];
export type Run = Schemas['Run'];
export type Session = Schemas['Session'];
export type Stage = Schemas['Stage'];
export type TestCase = Schemas['TestCase'];
export type TestReport = Schemas['Tests'];

export type RunState = Run['state'];
export type Result = NonNullable<Run['result']>;
