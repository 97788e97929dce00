import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState, useSyncExternalStore, type ReactNode, type Ref } from 'react';
import { useShortcuts } from '../../browser/shortcuts.ts';
import { Button } from '../../design/controls.tsx';
import { Icon } from '../../design/Icon.tsx';
import type { Connection } from '../../live/runStream.ts';
import { texts } from '../../texts/texts.ts';
import { Line } from './Line.tsx';
import type { LogBuffer } from './logBuffer.ts';
import styles from './LogView.module.css';
import { atEnd, endOf, layout, scrollTopOf } from './viewport.ts';

const LINE_HEIGHT = 20;
/** Until it is measured. */
const FIRST_HEIGHT = 600;

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
  const [height, setHeight] = useState(FIRST_HEIGHT);
  const [top, setTop] = useState(0);
  const [follow, setFollow] = useState(true);
  const [marked, setMarked] = useState(-1);
  const lastTop = useRef(0);
  const lines = log.length;

  useEffect(() => {
    const element = viewport.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const element = viewport.current;
    if (!follow || element === null) return;
    element.scrollTop = element.scrollHeight;
    lastTop.current = element.scrollTop;
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- more lines or another height move the end
  }, [follow, lines, height]);

  /** While it follows, only its reader can scroll up; then each move is drawn until the end is reached again. */
  const scrolled = (): void => {
    const element = viewport.current;
    if (element === null) return;
    const up = element.scrollTop < lastTop.current - 1;
    lastTop.current = element.scrollTop;
    if (follow && !up) return;
    setFollow(!up && atEnd(element.scrollTop, element.clientHeight, element.scrollHeight, LINE_HEIGHT));
    setTop(element.scrollTop);
  };

  useImperativeHandle(ref, () => ({
    show: (line) => {
      const element = viewport.current;
      if (element === null) return;
      const target = scrollTopOf(line, log.length, LINE_HEIGHT, element.clientHeight);
      element.scrollTop = target;
      lastTop.current = element.scrollTop;
      element.focus({ preventScroll: true });
      setFollow(false);
      setMarked(line);
      setTop(target);
    },
  }));
  const toggle = (): void => {
    setTop(lastTop.current);
    setFollow(!follow);
  };
  useShortcuts({ f: toggle });

  const { first, end, offset, whole } = layout(lines, LINE_HEIGHT, follow ? endOf(lines, LINE_HEIGHT, height) : top, height);
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
        <Button small aria-pressed={follow} onClick={toggle}>
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
              // oxlint-disable-next-line react/no-array-index-key -- the rows stay and the lines pass through them: cheaper than new rows
              <Line key={index} number={first + index + 1} spans={log.spans(first + index)} hidden={log.hidden(first + index)} marked={first + index === marked} />
            ))}
          </div>
        </div>
      </div>
    </section>
  );
}
