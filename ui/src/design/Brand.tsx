import type { ReactNode } from 'react';
import { texts } from '../texts/texts.ts';
import styles from './Brand.module.css';

/** The mark and the name: water in a mill's channel. */
export function Brand({ size = 24 }: { readonly size?: number }): ReactNode {
  return (
    <span className={styles['brand']}>
      <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
        <rect className={styles['ground']} width="32" height="32" rx="8" />
        <path className={styles['wave']} d="M4 12c4-4 8-4 12 0s8 4 12 0M4 20c4-4 8-4 12 0s8 4 12 0" />
      </svg>
      {texts.product}
    </span>
  );
}
