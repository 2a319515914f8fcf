import type { App } from "./app.ts";
import { correctDeadlines } from "./bookings/correct-deadlines.ts";
import { recall } from "./jobs/recall.ts";
import { restoreReminders } from "./jobs/restore-reminders.ts";
import { getLastSeen, type LastSeen, setLastSeen } from "./store/last-seen.ts";

/** Looks after the wall clock while the program runs. */
export interface ClockWatch {
  /** Compares the clocks now, and does what is to be done; called by its own timer once a second. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

const LOOKS_MS = 1_000;
/** A clock that was set may be set again at once: what it changes for guests waits until it has stood for so long. */
const STANDS_MS = 15_000;
/** A clock behind an instant that was believed has to stand for longer: a machine may start without the right time. */
const DOUBTED_MS = 600_000;
const BELIEVED_AFTER_MS = 3_600_000;
/** How often the instant is written down that a later run compares its clock with. */
const NOTES_MS = 30_000;
/** How often retries and leases of other programs with other clocks are looked for. */
const RECALLS_MS = 600_000;
/** By less the clock may differ between two runs. */
const SKEW_MS = 60_000;

/**
 * Watches the wall clock by the monotonic one. A jump is logged once, with its seconds; what is due is looked for at once,
 * and what the clock has put wrong before is put right a quarter of a minute later, or ten minutes where this clock is behind one that was believed: retries,
 * deadlines, reminders.
 */
export function watchClock(app: App): ClockWatch {
  let jumpedAt: number | null = null, notesAt = -Infinity, recallsAt = app.elapsed() + RECALLS_MS;
  let believed: number | null = null;
  let looking: Promise<void> | null = null;

  async function compare(): Promise<void> {
    let moved = app.clock.look();
    if (notesAt === -Infinity) {
      const last = await getLastSeen(app.kv);
      believed = last?.believed ?? null;
      moved ||= setBackSince(last, app.now());
      // What an earlier run did not come to after a jump is for this one.
      if (last?.unsettled) jumpedAt = app.elapsed();
    }
    if (app.clock.agreedMs() >= BELIEVED_AFTER_MS) believed = app.now();
    const isJump = moved !== 0;
    if (isJump) {
      app.log.warn("clock-jump", { seconds: Math.round(moved / 1000) });
      jumpedAt = app.elapsed();
    }
    if (isJump || app.elapsed() >= notesAt) {
      notesAt = app.elapsed() + NOTES_MS;
      await note();
    }
    if (moved < 0) await recall(app, 0);
    if (isJump) app.wake();
    if (jumpedAt !== null && app.elapsed() - jumpedAt >= standsFor()) await settle();
    else if (app.elapsed() >= recallsAt) {
      recallsAt = app.elapsed() + RECALLS_MS;
      await recall(app);
    }
  }

  async function note(): Promise<void> {
    const unsettled = jumpedAt !== null;
    await setLastSeen(app.kv, { at: app.now(), believed, ...(unsettled ? { unsettled } : {}) });
  }

  function standsFor(): number {
    const isDoubted = believed !== null && app.now() < believed - SKEW_MS;
    return isDoubted ? DOUBTED_MS : STANDS_MS;
  }

  async function settle(): Promise<void> {
    // Where it fails, it is tried again after as long.
    jumpedAt = app.elapsed();
    await recall(app, 0);
    await correctDeadlines(app);
    await restoreReminders(app);
    if (app.stopping.aborted) return;
    jumpedAt = null;
    await note();
    app.wake();
  }

  function look(): Promise<void> {
    return looking ??= compare().catch((error) => {
      // The next look tries again what is left to do.
      app.log.fault("clock-watch", error);
    }).finally(() => looking = null);
  }

  const timer = setInterval(look, LOOKS_MS);
  return {
    look,
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** By how many ms the clock is before the last instant that an earlier run saw, negative; 0 where it is not. */
function setBackSince(last: LastSeen | null, now: number): number {
  const moved = last === null ? 0 : now - last.at;
  return moved < -SKEW_MS ? moved : 0;
}
