/** Compares held time with bookings in a copy of the store; changes nothing. */
import { type Booking, isLiveBooking, isUpcoming } from "../../lib/scheduling/booking.ts";
import type { App } from "../../lib/server/app.ts";
import { checkedFrom } from "../../lib/server/availability/ledger-check.ts";
import { eachBooking } from "../../lib/server/store/scan.ts";
import { findMismatches, readLedgerComparison } from "../../lib/server/store/ledger-comparison.ts";
import { eachHost } from "../../lib/server/store/hosts.ts";
import { overlappingHolds } from "../dump-lines.ts";
import type { Finding } from "./findings.ts";
import { product } from "../../lib/product.ts";

const about = "Held time";
/** Bookings listed one by one; further ones are counted. */
const MAX_NAMED = 20;
const restart = `Start ${product} again: it fixes this before it offers any times.`;

/** Checks that no two bookings of a host overlap and that held time matches the bookings. */
export async function timeFindings(app: App): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const [a, b] of await overlappingHolds(app.kv, app.now())) {
    const [one, other] = [a, b].map(({ bookingIds }) => bookingIds.join(", "));
    const text = `Bookings ${one} and ${other} overlap for the same host; neither was cancelled.`;
    const hint = "The host has to reschedule or cancel one of them.";
    found.push({ tone: "bad", about, text, hint });
  }
  const { live, upcoming } = await liveBookings(app);
  for await (const { id, username } of eachHost(app.kv)) {
    const held = await readLedgerComparison(app.kv, id, checkedFrom(app.now()), live.get(id) ?? []);
    const mismatched = findMismatches(held);
    for (const booking of mismatched.slice(0, MAX_NAMED)) {
      const text =
        `Booking ${booking.id} of ${username} is active, but its time isn’t held as it should be.`;
      found.push({ tone: "bad", about, text, hint: restart });
    }
    if (mismatched.length > MAX_NAMED) {
      const text = `${username}: ${mismatched.length - MAX_NAMED} more bookings with this problem.`;
      found.push({ tone: "bad", about, text, hint: restart });
    }
    const closed = [...held.ended.map((booking) => booking.id), ...held.orphanedIds];
    if (closed.length > 0) {
      const text = `${username}: time is held for ${closed.length} bookings that were declined, ` +
        `cancelled or are unknown (the first is ${closed[0]}).`;
      const hint =
        "The next start releases the time of declined and cancelled bookings; the time " +
        "of unknown ones stays blocked.";
      found.push({ tone: "note", about, text, hint });
    }
  }
  if (found.length > 0) return found;
  return [{ tone: "good", about, text: `${upcoming} upcoming bookings, no overlaps.` }];
}

/** Live bookings by host, read without an index, and the number of upcoming ones. */
async function liveBookings(app: App): Promise<{ live: Map<string, Booking[]>; upcoming: number }> {
  const now = app.now(), from = checkedFrom(now);
  const live = new Map<string, Booking[]>();
  let upcoming = 0;
  for await (const booking of eachBooking(app.kv)) {
    if (isUpcoming(booking, now)) upcoming++;
    if (!isLiveBooking(booking, now) || booking.start < from) continue;
    for (const host of booking.hosts) {
      if (!live.has(host)) live.set(host, []);
      live.get(host)!.push(booking);
    }
  }
  return { live, upcoming };
}
