import { useEffect, useState, type ReactNode } from 'react';
import { absolute, duration, relative } from '../texts/format.ts';

/** The time now, again every so many milliseconds; undefined stops it. */
export function useNow(every: number | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (every === undefined) return undefined;
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** When something was, seen from now; the exact moment in the viewer's zone is its title. */
export function When({ at }: { readonly at: string }): ReactNode {
  const now = useNow(15_000);
  const moment = Date.parse(at);
  return (
    <time dateTime={at} title={absolute(moment)}>
      {relative(moment, Math.max(now, moment))}
    </time>
  );
}

/** How long something took, or takes so far. */
export function Took({ from, to, millis }: { readonly from?: string | undefined; readonly to?: string | undefined; readonly millis?: number | undefined }): ReactNode {
  const open = millis === undefined && to === undefined && from !== undefined;
  const now = useNow(open ? 1000 : undefined);
  if (millis !== undefined) return duration(millis);
  if (from === undefined) return '–';
  const took = Math.max(0, (to === undefined ? now : Date.parse(to)) - Date.parse(from));
  return duration(open && took >= 1000 ? Math.floor(took / 1000) * 1000 : took);
}
