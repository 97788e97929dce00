import { createContext, useCallback, useContext, useEffect, useSyncExternalStore } from 'react';
import { Client } from './client.ts';
import { Resources, type Resource } from './resources.ts';

export interface Backend {
  readonly client: Client;
  readonly resources: Resources;
}

export function createBackend(client: Client = new Client()): Backend {
  return { client, resources: new Resources(client) };
}

export const BackendContext = createContext<Backend | undefined>(undefined);

export function useBackend(): Backend {
  const backend = useContext(BackendContext);
  if (backend === undefined) throw new Error('BackendContext is missing above this component');
  return backend;
}

/** Reads a path of the API, and again every so many milliseconds while the page is visible. */
export function useResource<T>(path: string, every?: number): Resource<T> & { readonly refresh: () => void } {
  const { resources } = useBackend();
  const subscribe = useCallback((listener: () => void) => resources.subscribe(path, listener), [resources, path]);
  const resource = useSyncExternalStore(subscribe, () => resources.peek<T>(path));
  const refresh = useCallback(() => void resources.refresh(path), [resources, path]);

  useEffect(() => {
    refresh();
    if (every === undefined) return undefined;
    const whenVisible = (): void => {
      if (document.visibilityState === 'visible') refresh();
    };
    const timer = setInterval(whenVisible, every);
    document.addEventListener('visibilitychange', whenVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', whenVisible);
    };
  }, [refresh, every]);

  return { ...resource, refresh };
}
