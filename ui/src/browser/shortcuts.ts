import { useEffect, useRef } from 'react';

const SEQUENCE_MILLIS = 1200;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}

/** Calls what is bound to a key ("f") or to two in a row ("g p"), unless something is being typed or a dialog is open. */
export function useShortcuts(bindings: Readonly<Record<string, () => void>>): void {
  const current = useRef(bindings);
  useEffect(() => {
    current.current = bindings;
  });
  useEffect(() => {
    let before = { key: '', at: 0 };
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const sequence = event.timeStamp - before.at < SEQUENCE_MILLIS ? `${before.key} ${event.key}` : event.key;
      before = { key: event.key, at: event.timeStamp };
      const action = current.current[sequence] ?? current.current[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
