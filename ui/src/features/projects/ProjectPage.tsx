import { useState, type ReactNode } from 'react';
import { ApiError } from '../../api/client.ts';
import { useBackend, useResource } from '../../api/hooks.ts';
import type { Project, Run } from '../../api/model.ts';
import { usePage } from '../../browser/page.ts';
import { Link, useRouter } from '../../browser/router.tsx';
import { Button, Command, Empty, Failure, Pending } from '../../design/controls.tsx';
import list from '../../design/list.module.css';
import { runStatus } from '../../design/status.ts';
import { texts } from '../../texts/texts.ts';
import { PagedRuns } from '../runs/RunsPage.tsx';
import { History } from './History.tsx';

export function ProjectPage({ project }: { readonly project: number }): ReactNode {
  const { value, error, refresh } = useResource<Project>(`/projects/${project}`, 4000);
  const runs = useResource<readonly Run[]>(`/projects/${project}/runs?limit=50`);
  const latest = runs.value?.[0];
  usePage(value?.name ?? texts.projects.title, latest === undefined ? undefined : runStatus(latest));
  if (value === undefined) return <Pending title={texts.projects.title} error={error} retry={refresh} />;
  return (
    <div className={list['page']}>
      <div className={list['head']}>
        <h1>
          <Link to="/" className={list['crumb']}>
            {value.organization} /
          </Link>{' '}
          {value.name}
        </h1>
        {value.hasDefinition && <RunNow project={project} />}
      </div>
      {error !== undefined && <Failure error={error} retry={refresh} stale />}
      {runs.value !== undefined && runs.value.length > 1 && <History runs={runs.value} />}
      <PagedRuns
        path={`/projects/${project}/runs`}
        project={false}
        empty={
          <Empty title={texts.project.none} teach={texts.project.teach}>
            <Command text={texts.projects.command(window.location.origin)} />
          </Empty>
        }
      />
    </div>
  );
}

/** Starts the project's own pipeline and shows the run. */
function RunNow({ project }: { readonly project: number }): ReactNode {
  const { client } = useBackend();
  const { go } = useRouter();
  const [starting, setStarting] = useState(false);
  const [error, setError] = useState<ApiError>();
  const start = async (): Promise<void> => {
    setStarting(true);
    setError(undefined);
    try {
      const run = await client.post<Run>(`/projects/${project}/runs`, {});
      go(`/runs/${run.id}`);
    } catch (failed) {
      if (!(failed instanceof ApiError)) throw failed;
      setError(failed);
      setStarting(false);
    }
  };
  return (
    <>
      <Button kind="primary" disabled={starting} onClick={() => void start()}>
        {starting ? texts.project.starting : texts.project.runNow}
      </Button>
      {error !== undefined && <Failure error={error} />}
    </>
  );
}
