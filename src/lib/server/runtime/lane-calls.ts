/** Calls within the process to who waits for something to do, so that nobody has to look again and again. */
export interface LaneCalls {
  /** Says that there is something to do; who does not listen is not told later. */
  call(name: string): void;
  /** Listens until the returned function is called. */
  listen(name: string, onCall: () => void): () => void;
}

export function openLaneCalls(): LaneCalls {
  const listeners = new Map<string, Set<() => void>>();
  return {
    call(name) {
      for (const onCall of listeners.get(name) ?? []) onCall();
    },
    listen(name, onCall) {
      const all = listeners.get(name) ?? new Set();
      listeners.set(name, all.add(onCall));
      return () => {
        all.delete(onCall);
        if (all.size === 0 && listeners.get(name) === all) listeners.delete(name);
      };
    },
  };
}
