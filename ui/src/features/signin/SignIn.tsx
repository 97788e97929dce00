import { useState, type FormEvent, type ReactNode } from 'react';
import { ApiError } from '../../api/client.ts';
import { useBackend } from '../../api/hooks.ts';
import type { Session } from '../../api/model.ts';
import { Brand } from '../../design/Brand.tsx';
import { Button, Command, Failure } from '../../design/controls.tsx';
import controls from '../../design/controls.module.css';
import { texts } from '../../texts/texts.ts';
import styles from './SignIn.module.css';

interface Props {
  readonly accept: (session: Session) => void;
  readonly expired?: boolean;
}

export function SignIn({ accept, expired = false }: Props): ReactNode {
  const { client } = useBackend();
  const [token, setToken] = useState('');
  const [error, setError] = useState<ApiError>();
  const [working, setWorking] = useState(false);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setWorking(true);
    setError(undefined);
    try {
      accept(await client.post<Session>('/session', { token: token.trim() }));
    } catch (failed) {
      if (!(failed instanceof ApiError)) throw failed;
      setError(failed.status === 401 ? new ApiError(401, texts.signIn.refused, '') : failed);
      setWorking(false);
    }
  };

  return (
    <main className={styles['page']}>
      <form className={styles['card']} onSubmit={(event) => void submit(event)}>
        <Brand size={36} />
        <h1>{texts.signIn.title}</h1>
        {expired && <p className={styles['help']}>{texts.signIn.expired}</p>}
        <label className={styles['field']}>
          <span>{texts.signIn.token}</span>
          <input
            className={controls['input']}
            type="password"
            name="token"
            autoComplete="current-password"
            spellCheck={false}
            required
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
        </label>
        {error !== undefined && <Failure error={error} />}
        <Button kind="primary" type="submit" disabled={working}>
          {working ? texts.signIn.working : texts.signIn.submit}
        </Button>
        <div className={styles['help']}>
          <p>{texts.signIn.help}</p>
          <Command text={texts.signIn.command} />
        </div>
      </form>
    </main>
  );
}
