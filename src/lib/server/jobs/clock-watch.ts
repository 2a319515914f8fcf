import type { App } from "../app.ts";
import { correctDeadlines } from "../bookings/correct-deadlines.ts";
import { rescheduleOverdue } from "./reschedule-overdue.ts";
import { restoreReminders } from "./restore-reminders.ts";
import { type ClockState, getClockState, setClockState } from "../kv/installation.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";

/** Watches the wall clock while the process runs. */
export interface ClockWatch {
  /** Compares the clocks and recovers from jumps; its own timer calls it once a second. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

const CHECK_INTERVAL_MS = 1_000;
/** After a jump, changes that guests notice wait until the clock has been stable for this time. */
const SETTLE_MS = 15_000;
/** A clock behind a trusted instant must be stable for longer: a machine may boot with a wrong time. */
const UNTRUSTED_SETTLE_MS = 600_000;
const TRUSTED_AFTER_MS = HOUR;
/** How often the current instant is stored for the comparison after a restart. */
const SAVE_INTERVAL_MS = 30_000;
/** How often retries and leases of processes with other clocks are checked. */
const RESCHEDULE_INTERVAL_MS = 600_000;
/** Tolerated clock difference between two runs. */
const SKEW_MS = MINUTE;

/**
 * Compares the wall clock with the monotonic clock. A jump is logged once, in seconds, and due jobs are looked for at
 * once. After 15 s (10 min when the clock is behind a trusted instant), retry times, deadlines and reminders are
 * corrected.
 */
export function watchClock(app: App): ClockWatch {
  let jumpedAt: number | null = null,
    nextSaveAt = -Infinity,
    nextRescheduleAt = app.elapsed() + RESCHEDULE_INTERVAL_MS;
  let trustedAt: number | null = null;
  let checking: Promise<void> | null = null;

  async function compare(): Promise<void> {
    let jumpMs = app.clock.detectJump();
    if (nextSaveAt === -Infinity) {
      const last = await getClockState(app.kv);
      trustedAt = last?.trustedAt ?? null;
      jumpMs ||= setBackMs(last, app.now());
      // An earlier run did not finish its recovery from a jump.
      if (last?.recoveryPending) jumpedAt = app.elapsed();
    }
    if (app.clock.agreedForMs() >= TRUSTED_AFTER_MS) trustedAt = app.now();
    const isJump = jumpMs !== 0;
    if (isJump) {
      app.log.warn("clock-jump", { seconds: Math.round(jumpMs / 1000) });
      jumpedAt = app.elapsed();
    }
    if (isJump || app.elapsed() >= nextSaveAt) {
      nextSaveAt = app.elapsed() + SAVE_INTERVAL_MS;
      await save();
    }
    if (jumpMs < 0) await rescheduleOverdue(app, 0);
    if (isJump) app.wakeJobs();
    if (jumpedAt !== null && app.elapsed() - jumpedAt >= settleTimeMs()) await recover();
    else if (app.elapsed() >= nextRescheduleAt) {
      nextRescheduleAt = app.elapsed() + RESCHEDULE_INTERVAL_MS;
      await rescheduleOverdue(app);
    }
  }

  async function save(): Promise<void> {
    await setClockState(app.kv, {
      seenAt: app.now(),
      trustedAt,
      recoveryPending: jumpedAt !== null,
    });
  }

  function settleTimeMs(): number {
    const isUntrusted = trustedAt !== null && app.now() < trustedAt - SKEW_MS;
    return isUntrusted ? UNTRUSTED_SETTLE_MS : SETTLE_MS;
  }

  async function recover(): Promise<void> {
    // On failure it is tried again after the same time.
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
      // The next check tries the rest again.
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

/** How far the clock is behind the last stored instant, negative ms; 0 when it is not behind. */
function setBackMs(last: ClockState | null, now: number): number {
  const jumpMs = last === null ? 0 : now - last.seenAt;
  return jumpMs < -SKEW_MS ? jumpMs : 0;
}
