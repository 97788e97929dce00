// Invented projects, runs and logs for the fake controller.

const NOW = Date.now();
const iso = (millisAgo) => new Date(NOW - millisAgo).toISOString();
const MINUTE = 60_000;

export const projects = [
  { id: 11, organization: 'default', name: 'maven-library', hasDefinition: false, createdAt: iso(9e8) },
  { id: 12, organization: 'default', name: 'node-package', hasDefinition: false, createdAt: iso(8e8) },
  { id: 13, organization: 'default', name: 'web-shop', hasDefinition: true, createdAt: iso(7e8) },
  { id: 14, organization: 'default', name: 'c-make', hasDefinition: false, createdAt: iso(6e8) },
  { id: 15, organization: 'default', name: 'nightly-import', hasDefinition: true, createdAt: iso(5e8) },
  { id: 16, organization: 'default', name: 'documentation', hasDefinition: true, createdAt: iso(4e8) },
];

function run(id, projectId, number, state, result, acceptedAgo, duration, more = {}) {
  const project = projects.find((one) => one.id === projectId);
  const ended = state === 'finished';
  return {
    id,
    organization: project.organization,
    project: { id: projectId, name: project.name },
    number,
    state,
    ...(result === undefined ? {} : { result }),
    trust: 'branch',
    cause: { kind: 'api', by: 'admin', message: 'Started by admin' },
    parameters: {},
    file: 'Jenkinsfile',
    attempt: 1,
    problems: [],
    acceptedAt: iso(acceptedAgo),
    ...(state === 'accepted' ? {} : { startedAt: iso(acceptedAgo - 400) }),
    ...(ended ? { finishedAt: iso(acceptedAgo - 400 - duration), durationMillis: duration } : {}),
    ...more,
  };
}

const RESULTS = ['SUCCESS', 'SUCCESS', 'SUCCESS', 'FAILURE', 'SUCCESS', 'SUCCESS', 'UNSTABLE', 'SUCCESS', 'ABORTED', 'SUCCESS'];
const older = Array.from({ length: 40 }, (_, index) =>
  run(900 - index, 13, 40 - index, 'finished', RESULTS[(index * 7) % 10], (index + 1) * 47 * MINUTE, 70_000 + ((index * 7919) % 61) * 1500),
);

export const runs = [
  run(1007, 13, 42, 'accepted', undefined, 20_000),
  run(1006, 13, 41, 'running', undefined, 48_000, 0, { parameters: { TARGET: 'staging' } }),
  run(1005, 11, 7, 'finished', 'SUCCESS', 4 * MINUTE, 12_400),
  run(1004, 12, 19, 'finished', 'FAILURE', 11 * MINUTE, 7_900, {
    problems: [
      {
        file: 'Jenkinsfile',
        line: 18,
        column: 17,
        message: "sh 'npm test' ended with exit code 1",
        hint: 'The lines above the end of stage Test in the log say why.',
      },
    ],
  }),
  run(1003, 15, 211, 'finished', 'UNSTABLE', 3 * 60 * MINUTE, 1_384_000, { cause: { kind: 'cron', message: 'Started by its schedule' } }),
  run(1002, 14, 3, 'finished', 'ABORTED', 27 * 60 * MINUTE, 31_000),
  ...older,
];

for (const project of projects) {
  const last = runs.find((one) => one.project.id === project.id);
  if (last !== undefined) project.lastRun = last;
}

const stage = (started, step, parent, kind, name, result, from, to) => ({
  step,
  parent,
  kind,
  name,
  ...(result === undefined ? {} : { result }),
  startedAt: new Date(started + from).toISOString(),
  ...(to === undefined ? {} : { finishedAt: new Date(started + to).toISOString() }),
});

/** Stages of a run: one shape for running ones and one for the others. */
export function stagesOf(one) {
  if (one.state === 'accepted') return [];
  const from = Date.parse(one.startedAt);
  if (one.state === 'running') {
    return [
      stage(from, 2, 0, 'stage', 'Declarative: Checkout SCM', 'SUCCESS', 100, 1900),
      stage(from, 6, 0, 'stage', 'Build', 'SUCCESS', 2000, 19_500),
      stage(from, 12, 0, 'stage', 'Check', undefined, 19_600),
      stage(from, 14, 12, 'branch', 'Unit', 'SUCCESS', 19_700, 33_000),
      stage(from, 15, 14, 'stage', 'Unit', 'SUCCESS', 19_700, 33_000),
      stage(from, 16, 12, 'branch', 'Browser', undefined, 19_800),
      stage(from, 17, 16, 'stage', 'Browser', undefined, 19_800),
      stage(from, 21, 17, 'stage', 'Chromium', 'UNSTABLE', 20_000, 36_000),
      stage(from, 25, 17, 'stage', 'Firefox', undefined, 36_100),
      stage(from, 18, 12, 'branch', 'Lint', 'FAILURE', 19_900, 24_000),
      stage(from, 19, 18, 'stage', 'Lint', 'FAILURE', 19_900, 24_000),
    ];
  }
  const took = one.durationMillis;
  const failed = one.result === 'FAILURE';
  return [
    stage(from, 2, 0, 'stage', 'Build', 'SUCCESS', 120, took * 0.45),
    stage(from, 6, 0, 'stage', 'Test', failed ? 'FAILURE' : one.result, took * 0.46, took * 0.9),
    stage(from, 11, 0, 'stage', 'Declarative: Post Actions', 'SUCCESS', took * 0.92, took * 0.99),
  ];
}

const ESC = '\u001b';
export const LOG = [
  '[Pipeline] Start of Pipeline',
  '[Pipeline] node',
  'Running on local in /srv/millrace/agent/workspaces/maven-library',
  '[Pipeline] {',
  '[Pipeline] stage',
  '[Pipeline] { (Build)',
  '[Pipeline] sh',
  '+ mvn -B -DskipTests clean package',
  `[${ESC}[1;34mINFO${ESC}[m] Scanning for projects...`,
  `[${ESC}[1;34mINFO${ESC}[m] ${ESC}[1m--------------------------< com.example:units >--------------------------${ESC}[m`,
  `[${ESC}[1;34mINFO${ESC}[m] ${ESC}[1mBuilding Units 1.0.0${ESC}[m`,
  `[${ESC}[1;34mINFO${ESC}[m] Compiling 2 source files with javac [debug release 17] to target/classes`,
  `[${ESC}[1;33mWARNING${ESC}[m] system modules path not set in conjunction with -source 17`,
  `[${ESC}[1;34mINFO${ESC}[m] Building jar: target/units-1.0.0.jar`,
  `[${ESC}[1;34mINFO${ESC}[m] ${ESC}[1;32mBUILD SUCCESS${ESC}[m`,
  '[Pipeline] }',
  '[Pipeline] // stage',
  '[Pipeline] stage',
  '[Pipeline] { (Test)',
  '[Pipeline] sh',
  '+ mvn -B test',
  ...Array.from({ length: 12 }, (_, i) => `[${ESC}[1;34mINFO${ESC}[m] Running com.example.units.Case${i + 1}Test`),
  `${ESC}[32m✔${ESC}[0m refuses what is not a size  ${ESC}[2m(0.8 ms)${ESC}[0m`,
  `${ESC}[31m✖${ESC}[0m prints the largest unit  ${ESC}[2m(1.9 ms)${ESC}[0m`,
  `${ESC}[41;97m FAIL ${ESC}[0m ${ESC}[38;5;208mexpected 1.5 MiB${ESC}[0m but was ${ESC}[38;2;220;90;160m1.6 MiB${ESC}[0m`,
  `[${ESC}[1;34mINFO${ESC}[m] Tests run: 21, Failures: 0, Errors: 0, Skipped: 0`,
];

export const tests = {
  passed: 2,
  failed: 1,
  skipped: 1,
  cases: [
    { suite: 'units', group: 'ByteSizeTest', name: 'readsWhatPeopleWrite', outcome: 'PASSED', durationMillis: 12 },
    { suite: 'units', group: 'ByteSizeTest', name: 'ordersBySize', outcome: 'PASSED', durationMillis: 1 },
    {
      suite: 'units',
      group: 'ByteSizeTest',
      name: 'printsTheLargestUnit',
      outcome: 'FAILED',
      durationMillis: 4,
      message: 'expected: <1.5 MiB> but was: <1.6 MiB>',
      details: 'org.opentest4j.AssertionFailedError\n\tat com.example.units.ByteSizeTest.printsTheLargestUnit(ByteSizeTest.java:22)',
    },
    { suite: 'units', group: 'SpanTest', name: 'showsTheTwoLargestUnits', outcome: 'SKIPPED', durationMillis: 0, message: 'needs a locale' },
  ],
};

export const artifacts = [
  { path: 'target/units-1.0.0.jar', size: 5218, mode: 0o644, digest: '00' },
  { path: 'reports/coverage/index.html', size: 148_221, mode: 0o644, digest: '00' },
];

export const agents = [
  { id: 1, name: 'local', labels: ['linux', 'x86_64'], executors: 2, busy: 2, connected: true, state: 'enabled', platform: 'Linux amd64', release: '0.1.0', unhealthy: [], lastSeenAt: iso(2000) },
  { id: 2, name: 'builder-arm', labels: ['linux', 'arm64', 'docker'], executors: 4, busy: 0, connected: true, state: 'draining', platform: 'Linux aarch64', release: '0.1.0', unhealthy: ['1.2 GiB free below its workspaces'], lastSeenAt: iso(3000) },
  { id: 3, name: 'mac-mini', labels: ['macos', 'xcode'], executors: 1, busy: 0, connected: false, state: 'enabled', platform: 'macOS aarch64', release: '0.1.0', unhealthy: [], lastSeenAt: iso(5 * 60 * MINUTE) },
];

export const queue = [
  { job: 5001, run: 1007, title: 'web-shop #42', why: 'No executor is free on the agents with the label linux (local: 2 of 2 busy)', askedAt: iso(19_000) },
  { job: 5002, run: 1006, title: 'web-shop #41, Browser', why: 'No agent has the label windows', askedAt: iso(12_000) },
];
