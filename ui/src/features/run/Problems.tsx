import type { ReactNode } from 'react';
import type { Problem } from '../../api/model.ts';
import styles from './Problems.module.css';

/** What was wrong with the pipeline or went wrong in it, where it is, and what to do. */
export function Problems({ problems }: { readonly problems: readonly Problem[] }): ReactNode {
  if (problems.length === 0) return null;
  return (
    <ul className={styles['problems']}>
      {problems.map((problem) => {
        const place = [problem.file, problem.line, problem.column].filter((part) => part !== '' && part !== 0).join(':');
        return (
          <li key={`${place} ${problem.message}`}>
            {place !== '' && <code>{place}</code>}
            <strong>{problem.message}</strong>
            {problem.hint !== '' && <p>{problem.hint}</p>}
          </li>
        );
      })}
    </ul>
  );
}
