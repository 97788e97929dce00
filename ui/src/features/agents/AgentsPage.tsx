import { useState, type ReactNode } from 'react';
import { ApiError } from '../../api/client.ts';
import { useBackend, useResource } from '../../api/hooks.ts';
import type { Agent } from '../../api/model.ts';
import { usePage } from '../../browser/page.ts';
import { Button, Command, Empty, Failure, Skeleton } from '../../design/controls.tsx';
import list from '../../design/list.module.css';
import { Mark } from '../../design/Mark.tsx';
import { When } from '../../design/time.tsx';
import { texts } from '../../texts/texts.ts';
import styles from './AgentsPage.module.css';

const PATH = '/agents';

export function AgentsPage(): ReactNode {
  usePage(texts.agents.title);
  const { value, error, refresh } = useResource<readonly Agent[]>(PATH, 4000);
  const command = <Command text={texts.agents.command(window.location.origin)} />;
  return (
    <div className={list['page']}>
      <div className={list['head']}>
        <h1>{texts.agents.title}</h1>
      </div>
      {error !== undefined && <Failure error={error} retry={refresh} stale={value !== undefined} />}
      {value === undefined && error === undefined && <Skeleton />}
      {value?.length === 0 && (
        <Empty title={texts.agents.none} teach={texts.agents.teach}>
          {command}
        </Empty>
      )}
      {value !== undefined && value.length > 0 && (
        <>
          <ul className={list['list']}>
            {value.map((agent) => (
              <AgentRow key={agent.id} agent={agent} />
            ))}
          </ul>
          <Empty title={texts.agents.add} teach={texts.agents.addWhat}>
            {command}
          </Empty>
        </>
      )}
    </div>
  );
}

function AgentRow({ agent }: { readonly agent: Agent }): ReactNode {
  const { client, resources } = useBackend();
  const [error, setError] = useState<ApiError>();
  const [working, setWorking] = useState(false);
  const drained = agent.state !== 'enabled';
  const offline = !agent.connected;
  const drain = async (): Promise<void> => {
    setWorking(true);
    setError(undefined);
    try {
      await client.post(`/agents/${agent.id}/drain`, { on: !drained });
      await resources.refresh(PATH);
    } catch (failed) {
      if (!(failed instanceof ApiError)) throw failed;
      setError(failed);
    }
    setWorking(false);
  };
  return (
    <li className={`${list['row']} ${styles['agent']}`}>
      <span className={`${styles['light']} ${offline ? styles['off'] : drained ? styles['draining'] : styles['on']}`} aria-hidden="true" />
      <span className={styles['name']}>
        {agent.name}
        <span className={list['quiet']}>{[agent.platform, agent.release].filter(Boolean).join(' · ')}</span>
      </span>
      <span className={list['tags']}>
        {agent.labels.map((label) => (
          <span key={label} className={list['tag']}>
            {label}
          </span>
        ))}
      </span>
      <span className={styles['state']}>
        {offline ? texts.agents.offline : (texts.agents.states[agent.state] ?? agent.state)}
        <span className={list['quiet']}>
          {offline && agent.lastSeenAt !== undefined ? <When at={agent.lastSeenAt} /> : texts.agents.executors(agent.busy, agent.executors)}
        </span>
      </span>
      <Button small disabled={working} title={drained ? undefined : texts.agents.drainWhat} onClick={() => void drain()}>
        {drained ? texts.agents.undrain : texts.agents.drain}
      </Button>
      {agent.unhealthy.map((what) => (
        <p key={what} className={styles['warning']}>
          <Mark status="unstable" size={14} silent />
          {what}
        </p>
      ))}
      {error !== undefined && (
        <div className={styles['warning']}>
          <Failure error={error} />
        </div>
      )}
    </li>
  );
}
