import { type ReactNode } from 'react';
import { BackendContext, type Backend } from '../api/hooks.ts';
import list from '../design/list.module.css';
import { AgentsPage } from '../features/agents/AgentsPage.tsx';
import { ProjectPage } from '../features/projects/ProjectPage.tsx';
import { ProjectsPage } from '../features/projects/ProjectsPage.tsx';
import { QueuePage } from '../features/queue/QueuePage.tsx';
import { RunPage } from '../features/run/RunPage.tsx';
import { RunsPage } from '../features/runs/RunsPage.tsx';
import { texts } from '../texts/texts.ts';
import { Boundary } from './Boundary.tsx';
import { Link, match, RouterProvider, useRouter } from '../browser/router.tsx';
import { SessionGate } from './session.tsx';
import { Shell } from './Shell.tsx';

type Page = (values: Readonly<Record<string, string>>) => ReactNode;

const PAGES: readonly (readonly [string, Page])[] = [
  ['/', () => <ProjectsPage />],
  ['/projects/:project', ({ project }) => <ProjectPage key={project} project={Number(project)} />],
  ['/runs', () => <RunsPage />],
  ['/runs/:run', ({ run }) => <RunPage key={run} run={Number(run)} />],
  ['/runs/:run/:tab', ({ run, tab }) => <RunPage key={run} run={Number(run)} tab={tab} />],
  ['/queue', () => <QueuePage />],
  ['/agents', () => <AgentsPage />],
];

export function App({ backend }: { readonly backend: Backend }): ReactNode {
  return (
    <BackendContext value={backend}>
      <Boundary>
        <RouterProvider>
          <SessionGate>
            <Shell>
              <CurrentPage />
            </Shell>
          </SessionGate>
        </RouterProvider>
      </Boundary>
    </BackendContext>
  );
}

function CurrentPage(): ReactNode {
  const { path } = useRouter();
  for (const [pattern, page] of PAGES) {
    const values = match(pattern, path);
    if (values !== undefined) return page(values);
  }
  return (
    <div className={list['page']}>
      <h1>{texts.errors.notFound}</h1>
      <p>{texts.errors.notFoundHint}</p>
      <p>
        <Link to="/" className={list['link']}>
          {texts.errors.home}
        </Link>
      </p>
    </div>
  );
}
