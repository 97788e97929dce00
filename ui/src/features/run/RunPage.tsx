import { useEffect, useMemo, useRef, useSyncExternalStore, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useBackend, useResource } from '../../api/hooks.ts';
import type { Run, Stage } from '../../api/model.ts';
import { usePage } from '../../browser/page.ts';
import { Link, useRouter } from '../../browser/router.tsx';
import { Failure, Pending } from '../../design/controls.tsx';
import { runStatus } from '../../design/status.ts';
import { texts } from '../../texts/texts.ts';
import { LogView, type LogHandle } from '../log/LogView.tsx';
import { ArtifactsPanel } from './ArtifactsPanel.tsx';
import { LiveRun } from './liveRun.ts';
import { Problems } from './Problems.tsx';
import { RunHead } from './RunHead.tsx';
import styles from './RunPage.module.css';
import { StageList } from './StageList.tsx';
import { markerOf, type StageRow } from './stageTree.ts';
import { TestsPanel } from './TestsPanel.tsx';

const TABS = ['log', 'tests', 'artifacts'] as const;
export type Tab = (typeof TABS)[number];

export function RunPage({ run: id, tab: wanted }: { readonly run: number; readonly tab?: string | undefined }): ReactNode {
  const run = useResource<Run>(`/runs/${id}`);
  const stages = useResource<readonly Stage[]>(`/runs/${id}/stages`);
  const { resources } = useBackend();
  const live = useMemo(() => new LiveRun(id, resources), [id, resources]);
  const known = run.value !== undefined;
  useEffect(() => (known ? live.follow() : undefined), [live, known]);
  const connection = useSyncExternalStore(live.subscribe, live.connection);
  const view = useRef<LogHandle>(null);
  const { go } = useRouter();
  const tab = TABS.find((name) => name === wanted) ?? 'log';
  usePage(
    run.value === undefined ? texts.runs.title : texts.run.title(run.value.project.name, run.value.number),
    run.value === undefined ? undefined : runStatus(run.value),
  );
  if (run.value === undefined) return <Pending title={texts.run.one} error={run.error} retry={run.refresh} />;

  const select = ({ stage, occurrence }: StageRow): void => {
    const line = live.log.find(markerOf(stage), occurrence);
    if (tab !== 'log') flushSync(() => go(`/runs/${id}`));
    if (line >= 0) view.current?.show(line);
  };
  return (
    <div className={styles['page']}>
      <RunHead run={run.value} />
      {run.error !== undefined && <Failure error={run.error} retry={run.refresh} stale />}
      <Problems problems={run.value.problems} />
      <div className={styles['body']}>
        <section className={styles['side']} aria-labelledby="stages">
          <h2 id="stages">{texts.run.stages}</h2>
          <StageList run={run.value} stages={stages.value ?? []} select={select} />
        </section>
        <div className={styles['main']}>
          <nav className={styles['tabs']} aria-label={texts.run.parts}>
            {TABS.map((name) => (
              <Link key={name} to={name === 'log' ? `/runs/${id}` : `/runs/${id}/${name}`} className={name === tab ? styles['here'] : undefined}>
                {texts.run.tabs[name]}
              </Link>
            ))}
          </nav>
          {tab === 'tests' && <TestsPanel run={run.value} />}
          {tab === 'artifacts' && <ArtifactsPanel run={run.value} />}
          {tab === 'log' && <LogView ref={view} log={live.log} connection={connection} rawUrl={`/api/v1/runs/${id}/log`} />}
        </div>
      </div>
    </div>
  );
}
