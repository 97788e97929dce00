import type { ReactNode } from 'react';
import { useResource } from '../../api/hooks.ts';
import type { Artifact, Run } from '../../api/model.ts';
import { Empty, Failure, Skeleton } from '../../design/controls.tsx';
import list from '../../design/list.module.css';
import { bytes } from '../../texts/format.ts';
import { texts } from '../../texts/texts.ts';
import styles from './RunPage.module.css';

/** The files that the run kept, to download. */
export function ArtifactsPanel({ run }: { readonly run: Run }): ReactNode {
  const { value, error, refresh } = useResource<readonly Artifact[]>(`/runs/${run.id}/artifacts`, run.state === 'finished' ? undefined : 5000);
  if (value === undefined) return error === undefined ? <Skeleton /> : <Failure error={error} retry={refresh} />;
  if (value.length === 0) return <Empty title={texts.artifacts.none} teach={texts.artifacts.teach} />;
  return (
    <div className={styles['panel']}>
      <ul className={list['list']}>
        {value.map(({ path, size }) => (
          <li key={path} className={`${list['row']} ${styles['artifact']}`}>
            <a className={list['main']} href={`/api/v1/runs/${run.id}/artifacts/${path.split('/').map(encodeURIComponent).join('/')}`} download>
              {path}
            </a>
            <span className={list['number']}>{bytes(size)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
