import { memo, type CSSProperties, type ReactNode } from 'react';
import { texts } from '../../texts/texts.ts';
import type { Colour, Span, Style } from './ansi.ts';
import styles from './LogView.module.css';

const ERROR = /^(?:\[ERROR\]|ERROR\b|FATAL\b|Error:|error:|\S+:\d+(?::\d+)?: (?:fatal )?error:)/;

interface Props {
  readonly number: number;
  readonly spans: readonly Span[];
  readonly hidden: number;
  readonly marked: boolean;
}

/** One line of a log: the engine's own lines step back, commands and errors step forward, colours are the program's. */
export const Line = memo(function Line({ number, spans, hidden, marked }: Props): ReactNode {
  const start = spans[0]?.text ?? '';
  const kind = start.startsWith('[Pipeline]') ? styles['engine'] : start.startsWith('+ ') ? styles['command'] : ERROR.test(start) ? styles['error'] : '';
  return (
    <div className={`${styles['line']} ${kind} ${marked ? styles['marked'] : ''}`}>
      <span className={styles['number']} data-line={number} />
      {spans.map((span, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the spans of a line never change their order
        <span key={index} className={classesOf(span.style)} style={coloursOf(span.style)}>
          {span.text}
        </span>
      ))}
      {hidden > 0 && <em className={styles['dim']}>{texts.log.cut(hidden)}</em>}
    </div>
  );
});

function classesOf(style: Style): string | undefined {
  const names = [
    style.bold === true && 'bold',
    style.dim === true && 'dim',
    style.italic === true && 'italic',
    style.underline === true && 'underline',
    style.inverse === true && 'inverse',
  ];
  const classes = names.filter((name) => name !== false).map((name) => styles[name]);
  return classes.length === 0 ? undefined : classes.join(' ');
}

function coloursOf({ foreground, background, inverse }: Style): CSSProperties | undefined {
  if (foreground === undefined && background === undefined) return undefined;
  const front = inverse === true ? background : foreground;
  const back = inverse === true ? foreground : background;
  return {
    ...(isNeutral(front) && typeof back === 'number' ? { color: 'var(--on-state)' } : front === undefined ? {} : { color: back === undefined ? readable(front) : css(front) }),
    ...(back === undefined ? {} : { backgroundColor: css(back) }),
  };
}

/** Black, white and their greys: on a ground of the palette they give way to what can be read there in the theme. */
function isNeutral(colour: Colour | undefined): boolean {
  return colour === undefined || colour === 0 || colour === 7 || colour === 8 || colour === 15;
}

/** The colour, made darker or lighter where it could not be read on the theme's own ground. */
function readable(colour: Colour): string {
  if (typeof colour === 'number') return css(colour);
  return `light-dark(oklch(from ${colour} min(l, 0.53) c h), oklch(from ${colour} max(l, 0.7) c h))`;
}

function css(colour: Colour): string {
  return typeof colour === 'number' ? `var(--ansi-${colour})` : colour;
}
