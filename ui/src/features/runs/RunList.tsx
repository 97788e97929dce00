import type { ReactNode } from 'react';
import type { Run } from '../../api/model.ts';
import { Link } from '../../browser/router.tsx';
import list from '../../design/list.module.css';
import { Mark } from '../../design/Mark.tsx';
import { runStatus } from '../../design/status.ts';
import { Took, When } from '../../design/time.tsx';
import { texts } from '../../texts/texts.ts';
import { describeCause } from './cause.ts';
import styles from './RunList.module.css';

/** Runs as rows, each a link; the project is named where runs of several are shown. */
export function RunList({ runs, project }: { readonly runs: readonly Run[]; readonly project: boolean }): ReactNode {
  return (
    <ul className={list['list']}>
      {runs.map((run) => (
        <li key={run.id} className={`${list['row']} ${styles['run']}`}>
          <Mark status={runStatus(run)} size={18} />
          <Link to={`/runs/${run.id}`} className={list['main']}>
            {project && `${run.project.name} `}
            <span className={project ? list['quiet'] : undefined}>{texts.runs.number(run.number)}</span>
          </Link>
          <span className={`${list['text']} ${styles['cause']}`}>{describeCause(run.cause)}</span>
          <span className={`${list['number']} ${styles['took']}`}>
            <Took from={run.startedAt} to={run.finishedAt} millis={run.durationMillis} />
          </span>
          <span className={`${list['number']} ${styles['when']}`}>
            <When at={run.acceptedAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
