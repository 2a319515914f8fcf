/** Follows the host's time: an event stream says that something changed, and the page then reloads its data. */

/** Between two refreshes, however much changes. */
const MIN_INTERVAL_MS = 2_000;
/** Until the stream is tried again after an error status. */
const AGAIN_MS = 30_000;
/** Without any notice: days and meetings pass. */
const EACH_MS = 60_000;

interface Notice {
  version: string;
  passedAt: number;
}

interface Page {
  /** Whether it is on its way to another page or state, which a refresh would call off. */
  isLeaving(): boolean;
  /** What it was loaded from; `at` is the server's clock, epoch ms. */
  loaded(): { version: string; at: number };
  refresh(): Promise<void>;
}

/** Until a page that is on its way is looked at again. */
const LEAVING_MS = 100;

/**
 * Follows until the signal aborts. A tab that nobody sees holds no stream, but for one of the browser, which tells of
 * new requests.
 */
export function followDashboard({ isLeaving, loaded, refresh }: Page, signal: AbortSignal): void {
  let source: EventSource | undefined;
  let due: ReturnType<typeof setTimeout> | undefined, again: typeof due;
  let last: Notice | undefined;
  let refreshedAt = -Infinity, leads = false;

  const isSeen = () => document.visibilityState === "visible";

  function refreshSoon() {
    const rest = refreshedAt + MIN_INTERVAL_MS - performance.now();
    due ??= setTimeout(refreshNow, Math.max(0, rest));
  }

  async function refreshNow() {
    if (isLeaving()) {
      due = setTimeout(refreshNow, LEAVING_MS);
      return;
    }
    refreshedAt = performance.now();
    const told = last;
    try {
      await refresh();
    } finally {
      due = undefined;
      // What was told of meanwhile may be newer than what was loaded.
      if (last !== told) compare();
    }
  }

  function compare() {
    const { version, at } = loaded();
    if (last && (last.version !== version || last.passedAt > at)) refreshSoon();
  }

  function follow() {
    if (source || signal.aborted || (!isSeen() && !leads)) return;
    clearTimeout(again);
    source = new EventSource("/dashboard/events");
    source.addEventListener("dashboard", ({ data }) => {
      last = JSON.parse(data);
      compare();
    });
    // A browser reconnects by itself, but not after an error status.
    source.addEventListener("error", () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      leave();
      refreshSoon();
      again = setTimeout(follow, AGAIN_MS);
    });
  }

  function leave() {
    source?.close();
    source = undefined;
  }

  document.addEventListener("visibilitychange", () => {
    if (isSeen()) {
      refreshSoon();
      follow();
    } else if (!leads) leave();
  }, { signal });
  const each = setInterval(() => {
    if (isSeen()) refreshSoon();
  }, EACH_MS);
  signal.addEventListener("abort", () => {
    clearInterval(each);
    clearTimeout(due);
    clearTimeout(again);
    leave();
  });
  follow();

  // One tab of the browser goes on while it is hidden. Locks exist on https and localhost only; a request for one ends
  // with an error when its page does, and without a lock this tab follows while it is seen.
  navigator.locks?.request("invito-dashboard", { signal }, () => {
    leads = true;
    follow();
    return new Promise((release) => signal.addEventListener("abort", release));
  }).catch(() => {});
}
