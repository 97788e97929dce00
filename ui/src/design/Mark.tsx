import type { ReactNode } from 'react';
import styles from './Mark.module.css';
import { statusText, type Status } from './status.ts';

const SHAPES: Readonly<Record<Status, ReactNode>> = {
  queued: <circle className={styles['dotted']} cx="8" cy="8" r="6.25" />,
  running: (
    <>
      <circle className={styles['track']} cx="8" cy="8" r="6.25" />
      <circle className={styles['arc']} cx="8" cy="8" r="6.25" />
      <circle className={styles['fill']} cx="8" cy="8" r="2.25" />
    </>
  ),
  success: (
    <>
      <circle className={styles['fill']} cx="8" cy="8" r="7.25" />
      <path className={styles['on']} d="m4.8 8.3 2.2 2.2 4.3-4.8" />
    </>
  ),
  unstable: (
    <>
      <path className={styles['fill']} d="M8 .9c.5 0 1 .27 1.25.72l6.1 11A1.43 1.43 0 0 1 14.1 14.8H1.9a1.43 1.43 0 0 1-1.25-2.18l6.1-11C7 1.17 7.5.9 8 .9z" />
      <path className={styles['on']} d="M8 5.4v3.8m0 2.4v.05" />
    </>
  ),
  failure: (
    <>
      <path className={styles['fill']} d="M5.06.75h5.88L15.25 5.06v5.88L10.94 15.25H5.06L.75 10.94V5.06z" />
      <path className={styles['on']} d="m5.5 5.5 5 5m0-5-5 5" />
    </>
  ),
  notBuilt: (
    <>
      <circle className={styles['ring']} cx="8" cy="8" r="6.25" />
      <path className={styles['stroke']} d="m4 12 8-8" />
    </>
  ),
  aborted: (
    <>
      <circle className={styles['ring']} cx="8" cy="8" r="6.25" />
      <path className={styles['stroke']} d="M5 8h6" />
    </>
  ),
};

/** State at a glance, told by shape as well as by colour. Named for screen readers unless a text beside it says the same. */
export function Mark({ status, size = 16, silent = false }: { readonly status: Status; readonly size?: number; readonly silent?: boolean }): ReactNode {
  const name = silent ? { 'aria-hidden': true } : { role: 'img', 'aria-label': statusText(status) };
  return (
    <svg {...name} className={`${styles['mark']} ${styles[status]}`} viewBox="0 0 16 16" width={size} height={size}>
      {SHAPES[status]}
    </svg>
  );
}
