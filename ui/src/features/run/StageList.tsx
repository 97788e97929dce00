import type { ReactNode } from 'react';
import type { Run, Stage } from '../../api/model.ts';
import { Icon } from '../../design/Icon.tsx';
import { Mark } from '../../design/Mark.tsx';
import { stageStatus } from '../../design/status.ts';
import { Took, useNow } from '../../design/time.tsx';
import { texts } from '../../texts/texts.ts';
import styles from './StageList.module.css';
import { span, stageRows, type StageRow } from './stageTree.ts';

interface Props {
  readonly run: Run;
  readonly stages: readonly Stage[];
  readonly select: (row: StageRow) => void;
}

/** Pixels for each level; the bars of all levels share one scale. */
const INDENT = 18;

/** The stages of a run, nested, each with its state, its duration and its place in the run's time. */
export function StageList({ run, stages, select }: Props): ReactNode {
  const over = run.state === 'finished';
  const now = useNow(over ? undefined : 1000);
  const rows = stageRows(stages);
  if (rows.length === 0) return <p className={styles['none']}>{over ? texts.run.noStagesFinished : texts.run.noStages}</p>;
  const from = Date.parse(run.startedAt ?? run.acceptedAt);
  const to = run.finishedAt === undefined ? now : Date.parse(run.finishedAt);
  return (
    <ol className={styles['stages']}>
      {rows.map((row) => {
        const { stage, depth } = row;
        const status = stageStatus(stage, over);
        const { left, width } = span(stage, from, to);
        return (
          <li key={stage.step} style={{ paddingLeft: depth * INDENT }} className={depth > 0 ? styles['nested'] : undefined}>
            <button type="button" className={styles['stage']} title={texts.run.goToLog(stage.name)} onClick={() => select(row)}>
              <Mark status={status} />
              <span className={styles['name']}>
                {stage.kind === 'branch' && <Icon name="branch" />}
                {stage.name}
              </span>
              <span className={styles['took']}>
                <Took from={stage.startedAt} to={stage.finishedAt ?? (over ? run.finishedAt : undefined)} />
              </span>
              <span className={styles['time']} style={{ marginLeft: -depth * INDENT }} aria-hidden="true">
                <span className={styles[status]} style={{ left: `${left * 100}%`, width: `${width * 100}%` }} />
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
