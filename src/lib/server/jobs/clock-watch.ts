import type { App } from "../app.ts";
import { correctDeadlines } from "../bookings/correct-deadlines.ts";
import { rescheduleOverdue } from "./reschedule-overdue.ts";
import { restoreReminders } from "./restore-reminders.ts";
import { type ClockState, getClockState, setClockState } from "../store/installation.ts";

/** Looks after the wall clock while the program runs. */
export interface ClockWatch {
  /** Compares the clocks now, and does what is to be done; called by its own timer once a second. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

const CHECK_INTERVAL_MS = 1_000;
/** A clock that was set may be set again at once: what it changes for guests waits until it has stood for so long. */
const SETTLE_MS = 15_000;
/** A clock behind an instant that was believed has to stand for longer: a machine may start without the right time. */
const DOUBTED_SETTLE_MS = 600_000;
const BELIEVED_AFTER_MS = 3_600_000;
/** How often the instant is written down that a later run compares its clock with. */
const SAVE_INTERVAL_MS = 30_000;
/** How often retries and leases of other programs with other clocks are looked for. */
const RESCHEDULE_INTERVAL_MS = 600_000;
/** By less the clock may differ between two runs. */
const SKEW_MS = 60_000;

/**
 * Watches the wall clock by the monotonic one. A jump is logged once, with its seconds; what is due is looked for at once,
 * and what the clock has put wrong before is put right a quarter of a minute later, or ten minutes where this clock is behind one that was believed: retries,
 * deadlines, reminders.
 */
export function watchClock(app: App): ClockWatch {
  let jumpedAt: number | null = null,
    nextSaveAt = -Infinity,
    nextRescheduleAt = app.elapsed() + RESCHEDULE_INTERVAL_MS;
  let trustedAt: number | null = null;
  let checking: Promise<void> | null = null;

  async function compare(): Promise<void> {
    let moved = app.clock.detectJump();
    if (nextSaveAt === -Infinity) {
      const last = await getClockState(app.kv);
      trustedAt = last?.trustedAt ?? null;
      moved ||= setBackMs(last, app.now());
      // What an earlier run did not come to after a jump is for this one.
      if (last?.recoveryPending) jumpedAt = app.elapsed();
    }
    if (app.clock.agreedForMs() >= BELIEVED_AFTER_MS) trustedAt = app.now();
    const isJump = moved !== 0;
    if (isJump) {
      app.log.warn("clock-jump", { seconds: Math.round(moved / 1000) });
      jumpedAt = app.elapsed();
    }
    if (isJump || app.elapsed() >= nextSaveAt) {
      nextSaveAt = app.elapsed() + SAVE_INTERVAL_MS;
      await save();
    }
    if (moved < 0) await rescheduleOverdue(app, 0);
    if (isJump) app.wakeJobs();
    if (jumpedAt !== null && app.elapsed() - jumpedAt >= settleTimeMs()) await recover();
    else if (app.elapsed() >= nextRescheduleAt) {
      nextRescheduleAt = app.elapsed() + RESCHEDULE_INTERVAL_MS;
      await rescheduleOverdue(app);
    }
  }

  async function save(): Promise<void> {
    const unsettled = jumpedAt !== null;
    await setClockState(app.kv, {
      seenAt: app.now(),
      trustedAt,
      ...(unsettled ? { recoveryPending: unsettled } : {}),
    });
  }

  function settleTimeMs(): number {
    const isDoubted = trustedAt !== null && app.now() < trustedAt - SKEW_MS;
    return isDoubted ? DOUBTED_SETTLE_MS : SETTLE_MS;
  }

  async function recover(): Promise<void> {
    // Where it fails, it is tried again after as long.
    jumpedAt = app.elapsed();
    await rescheduleOverdue(app, 0);
    await correctDeadlines(app);
    await restoreReminders(app);
    if (app.stopping.aborted) return;
    jumpedAt = null;
    await save();
    app.wakeJobs();
  }

  function check(): Promise<void> {
    return checking ??= compare().catch((error) => {
      // The next look tries again what is left to do.
      app.log.fault("clock-watch", error);
    }).finally(() => checking = null);
  }

  const timer = setInterval(check, CHECK_INTERVAL_MS);
  return {
    check,
    async stop() {
      clearInterval(timer);
      await checking;
    },
  };
}

/** By how many ms the clock is before the last instant that an earlier run saw, negative; 0 where it is not. */
function setBackMs(last: ClockState | null, now: number): number {
  const moved = last === null ? 0 : now - last.seenAt;
  return moved < -SKEW_MS ? moved : 0;
}
