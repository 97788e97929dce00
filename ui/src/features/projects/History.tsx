import type { ReactNode } from 'react';
import type { Run } from '../../api/model.ts';
import { Link } from '../../browser/router.tsx';
import { runStatus, statusText } from '../../design/status.ts';
import { duration } from '../../texts/format.ts';
import { texts } from '../../texts/texts.ts';
import styles from './History.module.css';

const MOST = 40;

/** The last runs as bars, the latest at the right: the height is the duration beside the longest one, the colour the result. */
export function History({ runs }: { readonly runs: readonly Run[] }): ReactNode {
  const shown = runs.slice(0, MOST);
  const longest = Math.max(1, ...shown.map((run) => run.durationMillis ?? 0));
  return (
    <ol className={styles['bars']} aria-label={texts.project.history(shown.length)}>
      {shown.map((run) => {
        const status = runStatus(run);
        const took = run.durationMillis === undefined ? '' : `, ${duration(run.durationMillis)}`;
        const name = `${texts.runs.number(run.number)} ${statusText(status)}${took}`;
        const share = run.durationMillis === undefined ? 1 : run.durationMillis / longest;
        return (
          <li key={run.id}>
            <Link to={`/runs/${run.id}`} className={styles[status]} aria-label={name} title={name}>
              <span style={{ height: `${12 + share * 88}%` }} />
            </Link>
          </li>
        );
      })}
    </ol>
  );
}
