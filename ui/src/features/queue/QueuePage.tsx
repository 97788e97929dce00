import type { ReactNode } from 'react';
import { useResource } from '../../api/hooks.ts';
import type { QueueItem } from '../../api/model.ts';
import { usePage } from '../../browser/page.ts';
import { Link } from '../../browser/router.tsx';
import { Empty, Failure, Skeleton } from '../../design/controls.tsx';
import list from '../../design/list.module.css';
import { Mark } from '../../design/Mark.tsx';
import { Took } from '../../design/time.tsx';
import { texts } from '../../texts/texts.ts';
import styles from './QueuePage.module.css';

export function QueuePage(): ReactNode {
  usePage(texts.queue.title);
  const { value, error, refresh } = useResource<readonly QueueItem[]>('/queue', 2000);
  return (
    <div className={list['page']}>
      <div className={list['head']}>
        <h1>{texts.queue.title}</h1>
      </div>
      {error !== undefined && <Failure error={error} retry={refresh} stale={value !== undefined} />}
      {value === undefined && error === undefined && <Skeleton rows={2} />}
      {value?.length === 0 && <Empty title={texts.queue.none} teach={texts.queue.teach} />}
      {value !== undefined && value.length > 0 && (
        <ul className={list['list']}>
          {value.map((item) => (
            <li key={`${item.run} ${item.kind} ${item.job ?? item.askedAt}`} className={`${list['row']} ${styles['item']}`}>
              <Mark status="queued" size={18} silent />
              <Link to={`/runs/${item.run}`} className={list['main']}>
                {item.title}
              </Link>
              <span className={styles['why']}>{item.why}</span>
              <span className={list['number']}>
                <Took from={item.askedAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
