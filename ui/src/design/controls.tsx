import { useEffect, useState, type ButtonHTMLAttributes, type ReactNode } from 'react';
import type { ApiError } from '../api/client.ts';
import { texts } from '../texts/texts.ts';
import styles from './controls.module.css';
import { Mark } from './Mark.tsx';

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { readonly kind?: 'primary' | 'danger'; readonly small?: boolean };

export function Button({ kind, small = false, ...rest }: ButtonProps): ReactNode {
  const classes = [styles['button'], kind === undefined ? '' : styles[kind], small ? styles['small'] : ''];
  return <button type="button" {...rest} className={classes.join(' ')} />;
}

/** A command to copy. The button says so for two seconds. */
export function Command({ text }: { readonly text: string }): ReactNode {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div className={styles['command']}>
      <code>{text}</code>
      <button type="button" onClick={() => void copy()}>
        {copied ? texts.copy.copied : texts.copy.copy}
      </button>
    </div>
  );
}

/** What a page shows where there is nothing yet: what would be here, and how it comes to be. */
export function Empty({ title, teach, children }: { readonly title: string; readonly teach: string; readonly children?: ReactNode }): ReactNode {
  return (
    <section className={styles['empty']}>
      <h2>{title}</h2>
      <p>{teach}</p>
      {children}
    </section>
  );
}

export function Failure({ error, retry, stale = false }: { readonly error: ApiError; readonly retry?: () => void; readonly stale?: boolean }): ReactNode {
  const unreachable = error.status === 0;
  const missing = error.status === 404;
  const title = unreachable ? texts.errors.unreachable : missing && error.detail === '' ? texts.errors.notFound : error.title;
  const hint = error.hint ?? (unreachable ? texts.errors.unreachableHint : missing ? texts.errors.notFoundHint : undefined);
  return (
    <div className={styles['error']} role="alert">
      <Mark status="failure" silent />
      <div>
        <strong>{title}</strong>
        <p>{[error.detail, hint, stale ? texts.errors.stale : ''].filter(Boolean).join(' ')}</p>
      </div>
      {retry !== undefined && (
        <Button small onClick={retry}>
          {texts.errors.retry}
        </Button>
      )}
    </div>
  );
}

/** A page whose subject is not known yet: rows in its place, or why it cannot be had. */
export function Pending({ title, error, retry }: { readonly title: string; readonly error: ApiError | undefined; readonly retry: () => void }): ReactNode {
  return (
    <>
      <h1 className="hidden">{title}</h1>
      {error === undefined ? <Skeleton /> : <Failure error={error} retry={retry} />}
    </>
  );
}

/** Rows in the place of those that are being fetched. */
export function Skeleton({ rows = 4 }: { readonly rows?: number }): ReactNode {
  return (
    <div className={styles['skeleton']} aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} />
      ))}
    </div>
  );
}
