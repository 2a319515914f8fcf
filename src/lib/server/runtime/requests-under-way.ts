/** The HTTP requests that are under way, so that work in the background lets them go first. */
export interface RequestsUnderWay {
  /** How many are under way. */
  readonly count: number;
  /** Answers one request; one that streams is under way until its stream begins. */
  answer<T>(respond: () => Promise<T>): Promise<T>;
  /** A part of `answer` that waits for the client, who may be slow: the request is not under way meanwhile. */
  waitForClient<T>(arrival: Promise<T>): Promise<T>;
  /** Waits until no request is under way, up to `atMostMs`. */
  letPass(atMostMs: number): Promise<void>;
}

export function openRequestsUnderWay(): RequestsUnderWay {
  let count = 0;
  let idle = Promise.withResolvers<void>();

  function leave() {
    if (--count > 0) return;
    idle.resolve();
    idle = Promise.withResolvers();
  }

  return {
    get count() {
      return count;
    },
    async answer(respond) {
      count++;
      try {
        return await respond();
      } finally {
        leave();
      }
    },
    async waitForClient(arrival) {
      leave();
      try {
        return await arrival;
      } finally {
        count++;
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
