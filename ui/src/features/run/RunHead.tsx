import { useState, type ReactNode } from 'react';
import { ApiError } from '../../api/client.ts';
import { useBackend } from '../../api/hooks.ts';
import type { Run } from '../../api/model.ts';
import { Link } from '../../browser/router.tsx';
import { Button, Failure } from '../../design/controls.tsx';
import dialog from '../../design/Dialog.module.css';
import { Dialog } from '../../design/Dialog.tsx';
import { Icon } from '../../design/Icon.tsx';
import list from '../../design/list.module.css';
import { Mark } from '../../design/Mark.tsx';
import { runStatus, statusText } from '../../design/status.ts';
import { Took, When } from '../../design/time.tsx';
import { texts } from '../../texts/texts.ts';
import { describeCause } from '../runs/cause.ts';
import styles from './RunHead.module.css';

/** What run this is, how it stands, and how to stop it. */
export function RunHead({ run }: { readonly run: Run }): ReactNode {
  const status = runStatus(run);
  const parameters = Object.entries(run.parameters);
  return (
    <header className={styles['head']}>
      <div className={list['head']}>
        <Mark status={status} size={26} silent />
        <h1>
          <Link to={`/projects/${run.project.id}`} className={styles['project']}>
            {run.project.name}
          </Link>{' '}
          <span className={styles['number']}>{texts.runs.number(run.number)}</span>
        </h1>
        {run.state !== 'finished' && <Abort run={run.id} />}
      </div>
      <ul className={styles['facts']}>
        <li className={`${styles['status']} ${styles[status]}`}>{statusText(status)}</li>
        <li>
          <Took from={run.startedAt} to={run.finishedAt} millis={run.durationMillis} />
        </li>
        <li>
          <When at={run.startedAt ?? run.acceptedAt} />
        </li>
        <li>{describeCause(run.cause)}</li>
        <li>{run.edited ? texts.run.edited(run.file) : run.file}</li>
        {run.attempt > 1 && <li>{texts.run.attempt(run.attempt)}</li>}
        {parameters.map(([name, value]) => (
          <li key={name}>
            <code>
              {name}={typeof value === 'string' ? value : JSON.stringify(value)}
            </code>
          </li>
        ))}
      </ul>
    </header>
  );
}

function Abort({ run }: { readonly run: number }): ReactNode {
  const { client } = useBackend();
  const [asking, setAsking] = useState(false);
  const [aborting, setAborting] = useState(false);
  const [error, setError] = useState<ApiError>();
  const abort = async (): Promise<void> => {
    setAsking(false);
    setAborting(true);
    setError(undefined);
    try {
      await client.post(`/runs/${run}/abort`);
    } catch (failed) {
      if (!(failed instanceof ApiError)) throw failed;
      setError(failed);
      setAborting(false);
    }
  };
  return (
    <>
      <Button kind="danger" disabled={aborting} onClick={() => setAsking(true)}>
        <Icon name="stop" />
        {aborting ? texts.run.aborting : texts.run.abort}
      </Button>
      {error !== undefined && <Failure error={error} />}
      {asking && (
        <Dialog title={texts.run.abortAsk} close={() => setAsking(false)}>
          <p>{texts.run.abortWhat}</p>
          <div className={dialog['buttons']}>
            <Button onClick={() => setAsking(false)}>{texts.run.keep}</Button>
            <Button kind="danger" onClick={() => void abort()}>
              {texts.run.abort}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
