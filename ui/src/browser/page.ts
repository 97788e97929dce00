import { useEffect } from 'react';
import type { Status } from '../design/status.ts';
import { texts } from '../texts/texts.ts';

const ICONS: Readonly<Partial<Record<Status, string>>> = {
  queued: 'running',
  running: 'running',
  success: 'success',
  unstable: 'unstable',
  failure: 'failure',
  aborted: 'aborted',
  notBuilt: 'aborted',
};

/** Names the page in the browser's tab, whose icon shows the state of what the page is about. */
export function usePage(title: string, status?: Status): void {
  useEffect(() => {
    document.title = `${title} · ${texts.product}`;
    const icon = document.querySelector<HTMLLinkElement>('#favicon');
    if (icon !== null) icon.href = `/marks/${(status === undefined ? undefined : ICONS[status]) ?? 'millrace'}.svg`;
  }, [title, status]);
}
