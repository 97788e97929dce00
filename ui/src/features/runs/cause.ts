import type { Run } from '../../api/model.ts';
import { texts } from '../../texts/texts.ts';

/** Who or what started a run, in a few words. */
export function describeCause({ message, by, kind }: Run['cause']): string {
  if (message !== undefined && message !== '') return message;
  return by === undefined ? (kind ?? texts.runs.unknownCause) : texts.runs.startedBy(by);
}
