import { useState, type ReactNode } from 'react';
import { useBackend, useResource } from '../../api/hooks.ts';
import type { Run } from '../../api/model.ts';
import { usePage } from '../../browser/page.ts';
import { Button, Command, Empty, Failure, Skeleton } from '../../design/controls.tsx';
import list from '../../design/list.module.css';
import { texts } from '../../texts/texts.ts';
import { RunList } from './RunList.tsx';

const PAGE = 50;
const REFRESH_MILLIS = 3000;

export function RunsPage(): ReactNode {
  usePage(texts.runs.title);
  return (
    <div className={list['page']}>
      <div className={list['head']}>
        <h1>{texts.runs.title}</h1>
      </div>
      <PagedRuns path="/runs" project empty={<NoRuns />} />
    </div>
  );
}

function NoRuns(): ReactNode {
  return (
    <Empty title={texts.runs.none} teach={texts.runs.teach}>
      <Command text={texts.projects.command(window.location.origin)} />
    </Empty>
  );
}

interface PagedProps {
  readonly path: string;
  readonly project: boolean;
  readonly empty: ReactNode;
}

/** The latest runs of a list of the API, kept fresh, and older ones on request. */
export function PagedRuns({ path, project, empty }: PagedProps): ReactNode {
  const { client } = useBackend();
  const { value, error, refresh } = useResource<readonly Run[]>(`${path}?limit=${PAGE}`, REFRESH_MILLIS);
  const [older, setOlder] = useState<readonly Run[]>([]);
  const [atStart, setAtStart] = useState(false);
  if (value === undefined) return error === undefined ? <Skeleton /> : <Failure error={error} retry={refresh} />;

  const latest = new Set(value.map((run) => run.id));
  const runs = [...value, ...older.filter((run) => !latest.has(run.id))];
  const last = runs.at(-1);
  if (last === undefined) return empty;
  const more = async (): Promise<void> => {
    const next = await client.get<readonly Run[]>(`${path}?limit=${PAGE}&before=${last.id}`);
    setOlder([...runs.slice(value.length), ...next]);
    setAtStart(next.length < PAGE);
  };
  return (
    <>
      {error !== undefined && <Failure error={error} retry={refresh} stale />}
      <RunList runs={runs} project={project} />
      {value.length === PAGE && !atStart && (
        <div>
          <Button onClick={() => void more()}>{texts.runs.more}</Button>
        </div>
      )}
    </>
  );
}
