/** The HTTP requests that are under way, so that work in the background lets them go first. */
export interface RequestsUnderWay {
  /** How many are under way. */
  readonly count: number;
  /** Answers one request; one that streams is under way until its stream begins. */
  answer<T>(respond: () => Promise<T>): Promise<T>;
  /** Waits until no request is under way, up to `atMostMs`. */
  letPass(atMostMs: number): Promise<void>;
}

export function openRequestsUnderWay(): RequestsUnderWay {
  let count = 0;
  let idle = Promise.withResolvers<void>();
  return {
    get count() {
      return count;
    },
    async answer(respond) {
      count++;
      try {
        return await respond();
      } finally {
        if (--count === 0) {
          idle.resolve();
          idle = Promise.withResolvers();
        }
      }
    },
    async letPass(atMostMs) {
      if (count === 0) return;
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, atMostMs);
      await Promise.race([idle.promise, late]);
      clearTimeout(timer);
    },
  };
}
