import type { ReactNode } from 'react';
import styles from './Icon.module.css';

const PATHS = {
  projects: 'M2.5 4.5h4l1.5 1.75h5.5v6.75h-11z',
  runs: 'M2.5 4h4M2.5 8h4M2.5 12h4M9.5 4.5l4.5 3.5-4.5 3.5z',
  queue: 'M2.5 4h11M2.5 8h8M2.5 12h5',
  agents: 'M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.01M5 11h.01',
  keys: 'M2 4.5h12v7H2zM4.5 7h.01M7 7h.01M9.5 7h.01M12 7h.01M5 9.5h6',
  leave: 'M9.5 2.5h-6v11h6M7 8h7M11.5 5.5 14 8l-2.5 2.5',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7',
  stop: 'M4 4h8v8H4z',
  down: 'M8 2.5v9M4.5 8.5 8 12l3.5-3.5',
  branch: 'M4.5 3v10M4.5 9c0-3 7-1 7-5M11.5 2.5v1.5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className={styles['icon']} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
