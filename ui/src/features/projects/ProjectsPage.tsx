import { useRef, useState, type ReactNode } from 'react';
import { useResource } from '../../api/hooks.ts';
import type { Project } from '../../api/model.ts';
import { groupBy } from '../../browser/groups.ts';
import { usePage } from '../../browser/page.ts';
import { Link } from '../../browser/router.tsx';
import { useShortcuts } from '../../browser/shortcuts.ts';
import { Command, Empty, Failure, Skeleton } from '../../design/controls.tsx';
import controls from '../../design/controls.module.css';
import list from '../../design/list.module.css';
import { Mark } from '../../design/Mark.tsx';
import { runStatus, statusText } from '../../design/status.ts';
import { Took, When } from '../../design/time.tsx';
import { texts } from '../../texts/texts.ts';
import styles from './ProjectsPage.module.css';

const REFRESH_MILLIS = 4000;

export function ProjectsPage(): ReactNode {
  usePage(texts.projects.title);
  const { value, error, refresh } = useResource<readonly Project[]>('/projects', REFRESH_MILLIS);
  const [filter, setFilter] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useShortcuts({ '/': () => input.current?.focus() });

  return (
    <div className={list['page']}>
      <div className={list['head']}>
        <h1>{texts.projects.title}</h1>
        {value !== undefined && value.length > 0 && (
          <input
            ref={input}
            type="search"
            className={`${controls['input']} ${list['filter']}`}
            aria-label={texts.projects.filter}
            placeholder={texts.projects.filter}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        )}
      </div>
      {error !== undefined && <Failure error={error} retry={refresh} stale={value !== undefined} />}
      {value === undefined ? error === undefined && <Skeleton rows={6} /> : <Projects projects={value} filter={filter} />}
    </div>
  );
}

function Projects({ projects, filter }: { readonly projects: readonly Project[]; readonly filter: string }): ReactNode {
  if (projects.length === 0) {
    return (
      <Empty title={texts.projects.none} teach={texts.projects.teach}>
        <Command text={texts.projects.command(window.location.origin)} />
      </Empty>
    );
  }
  const wanted = filter.trim().toLowerCase();
  const shown = projects.filter((project) => project.name.toLowerCase().includes(wanted));
  if (shown.length === 0) return <p className={list['quiet']}>{texts.projects.noMatch(filter)}</p>;
  const organizations = groupBy(shown, (project) => project.organization);
  return [...organizations].map(([organization, members]) => (
    <section key={organization}>
      {organizations.size > 1 && <h2 className={list['group']}>{organization}</h2>}
      <ul className={list['list']}>
        {members.map((project) => (
          <ProjectRow key={project.id} project={project} />
        ))}
      </ul>
    </section>
  ));
}

function ProjectRow({ project: { id, name, lastRun } }: { readonly project: Project }): ReactNode {
  return (
    <li className={`${list['row']} ${styles['project']}`}>
      {lastRun === undefined ? <span /> : <Mark status={runStatus(lastRun)} size={18} />}
      <Link to={`/projects/${id}`} className={list['main']}>
        {name}
      </Link>
      {lastRun === undefined ? (
        <span className={`${list['quiet']} ${styles['never']}`}>{texts.projects.neverRun}</span>
      ) : (
        <>
          <Link to={`/runs/${lastRun.id}`} className={styles['last']}>
            {texts.runs.number(lastRun.number)}
          </Link>
          <span className={`${list['text']} ${styles['result']}`}>{statusText(runStatus(lastRun))}</span>
          <span className={`${list['number']} ${styles['took']}`}>
            <Took from={lastRun.startedAt} to={lastRun.finishedAt} millis={lastRun.durationMillis} />
          </span>
          <span className={`${list['number']} ${styles['when']}`}>
            <When at={lastRun.acceptedAt} />
          </span>
        </>
      )}
    </li>
  );
}
