import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, useSyncExternalStore, type ReactNode, type Ref } from 'react';
import { useShortcuts } from '../../browser/shortcuts.ts';
import { Button } from '../../design/controls.tsx';
import { Icon } from '../../design/Icon.tsx';
import type { Connection } from '../../live/runStream.ts';
import { texts } from '../../texts/texts.ts';
import { Line } from './Line.tsx';
import type { LogBuffer } from './logBuffer.ts';
import styles from './LogView.module.css';
import { atEnd, layout, scrollTopOf } from './viewport.ts';

const LINE_HEIGHT = 20;

export interface LogHandle {
  /** Shows the line at the top and marks it. */
  readonly show: (line: number) => void;
}

interface Props {
  readonly log: LogBuffer;
  readonly connection: Connection;
  readonly rawUrl: string;
  readonly ref?: Ref<LogHandle>;
}

/** A log of any length of which only the visible lines are drawn. It stays at the end until its reader scrolls up. */
export function LogView({ log, connection, rawUrl, ref }: Props): ReactNode {
  useSyncExternalStore(log.subscribe, () => log.version);
  const viewport = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ top: 0, height: 600 });
  const [follow, setFollow] = useState(true);
  const [marked, setMarked] = useState(-1);
  const lines = log.length;

  const measure = useCallback(() => {
    const element = viewport.current;
    if (element !== null) setPlace({ top: element.scrollTop, height: element.clientHeight });
  }, []);

  useEffect(() => {
    const element = viewport.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [measure]);

  useLayoutEffect(() => {
    const element = viewport.current;
    if (follow && element !== null) {
      element.scrollTop = element.scrollHeight;
      measure();
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- more lines or another height move the end
  }, [follow, lines, place.height, measure]);

  const scrolled = (): void => {
    const element = viewport.current;
    if (element === null) return;
    if (element.scrollTop < place.top - 1) setFollow(false);
    else if (atEnd(element.scrollTop, element.clientHeight, element.scrollHeight, LINE_HEIGHT)) setFollow(true);
    measure();
  };

  useImperativeHandle(ref, () => ({
    show: (line) => {
      setFollow(false);
      setMarked(line);
      if (viewport.current !== null) viewport.current.scrollTop = scrollTopOf(line, log.length, LINE_HEIGHT, viewport.current.clientHeight);
      viewport.current?.focus({ preventScroll: true });
    },
  }));
  useShortcuts({ f: () => setFollow((now) => !now) });

  const { first, end, offset, whole } = layout(lines, LINE_HEIGHT, place.top, place.height);
  return (
    <section className={styles['log']} aria-label={texts.log.label}>
      <div className={styles['bar']}>
        <output className={styles['state']}>
          <span className={`${styles['light']} ${styles[connection]}`} aria-hidden="true" />
          {texts.log.connection[connection]}
        </output>
        <span>{texts.log.lines(lines)}</span>
        <a className={styles['raw']} href={rawUrl} target="_blank" rel="noreferrer">
          {texts.log.raw}
        </a>
        <Button small aria-pressed={follow} onClick={() => setFollow((now) => !now)}>
          <Icon name="down" />
          {texts.log.follow}
        </Button>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard */}
      <div ref={viewport} className={styles['viewport']} tabIndex={0} role="log" aria-live="off" aria-label={texts.log.label} onScroll={scrolled}>
        {lines === 0 && <p className={styles['empty']}>{texts.log.empty}</p>}
        <div className={styles['whole']} style={{ height: whole }}>
          <div className={styles['shown']} style={{ transform: `translateY(${offset}px)` }}>
            {Array.from({ length: end - first }, (_, index) => (
              <Line key={first + index} number={first + index + 1} spans={log.spans(first + index)} hidden={log.hidden(first + index)} marked={first + index === marked} />
            ))}
          </div>
        </div>
      </div>
    </section>
  );
}
