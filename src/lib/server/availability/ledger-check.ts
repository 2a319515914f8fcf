import { DAY } from "$lib/scheduling/durations.ts";
import { isClosed } from "$lib/scheduling/host.ts";
import { type DoubleBooking, findDoubleBookings } from "$lib/scheduling/double-bookings.ts";
import { isLive } from "$lib/scheduling/holds.ts";
import type { App } from "../app.ts";
import { readLedgerComparison } from "../store/ledger-comparison.ts";
import { eachHost, getHost } from "../store/hosts.ts";
import { holdsIn } from "../store/ledger.ts";
import { rebuildLedger, type RebuildResult } from "../store/rebuild-ledger.ts";

/** Limits look back to the first of a month, and zones differ from UTC. Less than the daily clearing leaves. */
const REQUIRED_PAST_MS = 33 * DAY;
/** A clock that is set back by less than the difference needs no second check. */
const COMPARED_PAST_MS = 34 * DAY;
/** By a clock that was further ahead than this, days may have been cleared that are compared now. */
const TOLERATED_CLOCK_STEP_MS = 5 * DAY;
const MAX_ATTEMPTS = 25;

/** From which start of a booking on held time is compared, epoch ms. */
export function checkedFrom(now: number): number {
  return now - COMPARED_PAST_MS;
}

type LedgerCheckApp = Pick<App, "kv" | "now" | "log">;

/**
 * Compares a host's held time with their live bookings before this program uses it, once for each host, and
 * again when the clock was set back behind what was compared, or by so much that it may have cleared too much meanwhile.
 * Missing holds are rebuilt; double bookings are returned.
 */
export function openLedgerCheck(app: LedgerCheckApp): App["checkLedger"] {
  const known = new Map<string, { from: number; check: Promise<DoubleBooking[]> }>();
  let latest = -Infinity;
  return (hostId) => {
    const now = app.now();
    if (now < latest - TOLERATED_CLOCK_STEP_MS) {
      known.clear();
      latest = now;
    }
    latest = Math.max(latest, now);
    const before = known.get(hostId);
    if (before && before.from <= now - REQUIRED_PAST_MS) return before.check;
    const from = checkedFrom(now);
    const checked = { from, check: checkHost(app, hostId, from) };
    known.set(hostId, checked);
    // Callers who wait for it get the error; the next caller starts a new check.
    checked.check.catch(() => {
      if (known.get(hostId) === checked) known.delete(hostId);
    });
    return checked.check;
  };
}

/** Checks every host who was not checked yet, one after the other; an error is logged, and the next call for that host tries again. */
export async function checkLedgers(
  app: Pick<App, "kv" | "log" | "stopping" | "checkLedger">,
): Promise<void> {
  for await (const { id } of eachHost(app.kv)) {
    if (app.stopping.aborted) return;
    await app.checkLedger(id).catch((error) => {
      app.log.fault("ledger-check", error, { host: id });
    });
  }
}

async function checkHost(
  app: LedgerCheckApp,
  hostId: string,
  from: number,
): Promise<DoubleBooking[]> {
  const done = { restored: [] as string[], released: [] as string[] };
  for (let tries = 0; tries < MAX_ATTEMPTS; tries++) {
    const held = await readLedgerComparison(app.kv, hostId, from);
    const host = await getHost(app.kv, hostId);
    if (!host || isClosed(host)) return [];
    const now = app.now();
    const rebuilt = await rebuildLedger(app.kv, held, now);
    done.restored.push(...rebuilt.restored);
    done.released.push(...rebuilt.released);
    if (rebuilt.hasConflict) continue;
    const holds = holdsIn(rebuilt.shards).filter((hold) => isLive(hold, now) && hold.end > now);
    const known = holds.filter(({ bookingIds }) => bookingIds.some((id) => held.bookings.has(id)));
    const twice = findDoubleBookings(known);
    logFindings(app, hostId, { ...rebuilt, ...done }, held.orphanedIds, twice);
    return twice;
  }
  throw new Error("the host's time changed too often to be checked");
}

function logFindings(
  { log }: LedgerCheckApp,
  host: string,
  { restored, released, unplaced }: RebuildResult,
  unknown: string[],
  twice: DoubleBooking[],
): void {
  const named = (bookings: string[]) => ({ host, bookings: bookings.length, first: bookings[0]! });
  if (restored.length > 0) log.warn("held-time-rebuilt", named(restored));
  if (released.length > 0) log.warn("held-time-released", named(released));
  if (unplaced.length > 0) log.warn("held-time-not-restored", named(unplaced));
  if (unknown.length > 0) log.warn("held-time-without-booking", named(unknown));
  for (const [a, b] of twice) {
    log.warn("double-booking", {
      host,
      booking: a.bookingIds[0]!,
      other: b.bookingIds[0]!,
      start: new Date(Math.max(a.start, b.start)).toISOString(),
    });
  }
}
