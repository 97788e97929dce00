import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useBackend, useResource } from '../api/hooks.ts';
import type { Session } from '../api/model.ts';
import { Failure } from '../design/controls.tsx';
import { SignIn } from '../features/signin/SignIn.tsx';
import styles from './session.module.css';

interface SessionValue extends Session {
  readonly signOut: () => Promise<void>;
}

const SessionContext = createContext<SessionValue | undefined>(undefined);

export function useSession(): SessionValue {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('SessionGate is missing above this component');
  return session;
}

const PATH = '/session';
const ASK_AGAIN_MILLIS = 3000;

/** Shows its children to who is signed in. When the session ends under them they stay as they are, hidden, until it is renewed. */
export function SessionGate({ children }: { readonly children: ReactNode }): ReactNode {
  const { client, resources } = useBackend();
  const { value: session, error, refresh } = useResource<Session>(PATH);
  const [expired, setExpired] = useState(false);
  useEffect(() => client.onUnauthorized(() => setExpired(true)), [client]);
  useEffect(() => client.authorize(session?.csrf), [client, session]);

  const unreachable = error !== undefined && error.status !== 401;
  useEffect(() => {
    if (!unreachable) return undefined;
    const timer = setInterval(refresh, ASK_AGAIN_MILLIS);
    return () => clearInterval(timer);
  }, [unreachable, refresh]);

  const accept = useCallback(
    (renewed: Session) => {
      client.authorize(renewed.csrf);
      resources.put(PATH, renewed);
      resources.refreshShown();
      setExpired(false);
    },
    [client, resources],
  );
  const signOut = useCallback(async () => {
    await client.delete(PATH);
    resources.clear();
    setExpired(false);
    await resources.refresh(PATH);
  }, [client, resources]);
  const value = useMemo(() => (session === undefined ? undefined : { ...session, signOut }), [session, signOut]);

  if (value === undefined) {
    if (error === undefined) return null;
    if (!unreachable) return <SignIn accept={accept} />;
    return (
      <main className={styles['alone']}>
        <Failure error={error} retry={refresh} />
      </main>
    );
  }
  return (
    <>
      {expired && <SignIn accept={accept} expired />}
      <div hidden={expired}>
        <SessionContext value={value}>{children}</SessionContext>
      </div>
    </>
  );
}
