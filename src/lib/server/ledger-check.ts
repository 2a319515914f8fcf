import { hasLeft } from "$lib/scheduling/host.ts";
import { givenTwice } from "$lib/scheduling/given-twice.ts";
import { type Hold, isLive } from "$lib/scheduling/ledger.ts";
import type { App } from "./app.ts";
import { readHeld } from "./store/held.ts";
import { eachHost, getHost } from "./store/hosts.ts";
import { holdsIn } from "./store/ledger.ts";
import { rebuild, type Rebuilt } from "./store/rebuilding.ts";

/** Two holds of one host that take the same time, of bookings that both live. */
export type GivenTwice = readonly [Hold, Hold];

const DAY = 86_400_000;
/** Limits look back to the first of a month, and zones differ from UTC. Less than the daily clearing leaves. */
const NEEDED_PAST = 33 * DAY;
/** A clock that is set back by less than the difference asks for no second look. */
const COMPARED_PAST = 34 * DAY;
/** By a clock that was further ahead than this, days may have been cleared that are compared now. */
const SPARED = 5 * DAY;
const TRIES = 25;

/** From which start of a booking on held time is compared, epoch ms. */
export function comparedFrom(now: number): number {
  return now - COMPARED_PAST;
}

type Checked = Pick<App, "kv" | "now" | "log">;

/**
 * Compares a host's held time with their live bookings before anything of this program rests on it, once a host, and
 * again when the clock was set back behind what was compared, or by so much that it may have cleared too much meanwhile.
 * What is missing is rebuilt; what is held twice is answered.
 */
export function openLedgerCheck(app: Checked): App["checkLedger"] {
  const known = new Map<string, { from: number; check: Promise<GivenTwice[]> }>();
  let latest = -Infinity;
  return (hostId) => {
    const now = app.now();
    if (now < latest - SPARED) {
      known.clear();
      latest = now;
    }
    latest = Math.max(latest, now);
    const before = known.get(hostId);
    if (before && before.from <= now - NEEDED_PAST) return before.check;
    const from = comparedFrom(now);
    const checked = { from, check: checkHost(app, hostId, from) };
    known.set(hostId, checked);
    // Whoever waits for it hears of the fault; whoever comes next has it done anew.
    checked.check.catch(() => {
      if (known.get(hostId) === checked) known.delete(hostId);
    });
    return checked.check;
  };
}

/** Checks everybody who has not been asked for yet, one after the other; a fault of one is logged, and the next demand tries again. */
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

async function checkHost(app: Checked, hostId: string, from: number): Promise<GivenTwice[]> {
  const done = { held: [] as string[], released: [] as string[] };
  for (let tries = 0; tries < TRIES; tries++) {
    const held = await readHeld(app.kv, hostId, from);
    const host = await getHost(app.kv, hostId);
    if (!host || hasLeft(host)) return [];
    const now = app.now();
    const rebuilt = await rebuild(app.kv, held, now);
    done.held.push(...rebuilt.held);
    done.released.push(...rebuilt.released);
    if (rebuilt.isLost) continue;
    const holds = holdsIn(rebuilt.shards).filter((hold) => isLive(hold, now) && hold.end > now);
    const known = holds.filter(({ bookings }) => bookings.some((id) => held.bookings.has(id)));
    const twice = givenTwice(known);
    tell(app, hostId, { ...rebuilt, ...done }, held.unknown, twice);
    return twice;
  }
  throw new Error("the host's time changed too often to be checked");
}

function tell(
  { log }: Checked,
  host: string,
  { held, released, left }: Rebuilt,
  unknown: string[],
  twice: GivenTwice[],
): void {
  const named = (bookings: string[]) => ({ host, bookings: bookings.length, first: bookings[0]! });
  if (held.length > 0) log.warn("held-time-rebuilt", named(held));
  if (released.length > 0) log.warn("held-time-released", named(released));
  if (left.length > 0) log.warn("held-time-without-room", named(left));
  if (unknown.length > 0) log.warn("held-time-without-booking", named(unknown));
  for (const [a, b] of twice) {
    log.warn("time-given-twice", {
      host,
      booking: a.bookings[0]!,
      other: b.bookings[0]!,
      start: new Date(Math.max(a.start, b.start)).toISOString(),
    });
  }
}
