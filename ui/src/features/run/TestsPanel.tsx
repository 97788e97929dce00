import type { ReactNode } from 'react';
import { useResource } from '../../api/hooks.ts';
import type { Run, TestCase, TestReport } from '../../api/model.ts';
import { Empty, Failure, Skeleton } from '../../design/controls.tsx';
import list from '../../design/list.module.css';
import { Mark } from '../../design/Mark.tsx';
import type { Status } from '../../design/status.ts';
import { duration } from '../../texts/format.ts';
import { texts } from '../../texts/texts.ts';
import styles from './RunPage.module.css';

const STATUS: Readonly<Record<TestCase['outcome'], Status>> = { PASSED: 'success', FAILED: 'failure', ERROR: 'failure', SKIPPED: 'notBuilt' };
const ORDER: Readonly<Record<TestCase['outcome'], number>> = { FAILED: 0, ERROR: 0, SKIPPED: 1, PASSED: 2 };

/** The run's test cases, failures first. */
export function TestsPanel({ run }: { readonly run: Run }): ReactNode {
  const { value, error, refresh } = useResource<TestReport>(`/runs/${run.id}/tests`, run.state === 'finished' ? undefined : 5000);
  if (value === undefined) return error === undefined ? <Skeleton /> : <Failure error={error} retry={refresh} />;
  if (value.cases.length === 0) return <Empty title={texts.tests.none} teach={texts.tests.teach} />;
  const cases = value.cases.toSorted((a, b) => ORDER[a.outcome] - ORDER[b.outcome]);
  return (
    <div className={styles['panel']}>
      <p>{texts.tests.summary(value.passed, value.failed, value.skipped)}</p>
      <ul className={list['list']}>
        {cases.map((test, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a report may hold the same name twice, and never changes its order
          <li key={index} className={`${list['row']} ${styles['test']}`}>
            <Mark status={STATUS[test.outcome]} />
            <span>
              {test.name} <span className={list['quiet']}>{test.group}</span>
            </span>
            <span className={list['number']}>{duration(test.durationMillis)}</span>
            {test.outcome !== 'PASSED' && <Details test={test} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Details({ test }: { readonly test: TestCase }): ReactNode {
  const text = [test.message, test.details].filter((part) => part !== undefined && part !== '').join('\n');
  return text === '' ? null : <pre className={styles['trace']}>{text}</pre>;
}
