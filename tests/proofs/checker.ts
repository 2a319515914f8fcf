/**
 * Checks the one hard invariant over the lines of `deno task dump`, by its own reading of the rule:
 * of any two live bookings of one host, a before b, `a.heldEnd <= b.start` and `a.end <= b.heldStart`;
 * bookings with the same slot are seats and count once. Imports nothing of the product.
 *
 * Run: `deno task dump | deno run tests/proofs/checker.ts [ISO instant to judge by, default now]`
 */

export interface DumpedBooking {
  id: string;
  slot: string;
  hosts: string[];
  start: string;
  end: string;
  heldStart: string;
  heldEnd: string;
  status: string;
  reservedUntil: string | null;
}

interface Held {
  id: string;
  slot: string;
  start: number;
  end: number;
  heldStart: number;
  heldEnd: number;
}

/** The bookings among the lines; throws at a line or a booking that cannot be read, since unread is not unproved. */
export function bookingsIn(lines: Iterable<string>): DumpedBooking[] {
  const found: DumpedBooking[] = [];
  for (const line of lines) {
    if (line.trim() === "") continue;
    const record = JSON.parse(line);
    if (record.kind !== "booking") continue;
    if (!Array.isArray(record.hosts) || record.hosts.length === 0) {
      throw new Error(`booking without hosts: ${line}`);
    }
    for (const name of ["start", "end", "heldStart", "heldEnd"]) {
      if (Number.isNaN(Date.parse(record[name]))) throw new Error(`${name} unreadable: ${line}`);
    }
    if (!["PENDING", "CONFIRMED", "REJECTED", "CANCELLED"].includes(record.status)) {
      throw new Error(`unknown status: ${line}`);
    }
    found.push(record);
  }
  return found;
}

/** Live is confirmed, or asked for with its deadline still ahead. */
export function isLiveAt(booking: DumpedBooking, now: number): boolean {
  if (booking.status === "CONFIRMED") return true;
  if (booking.status !== "PENDING") return false;
  return booking.reservedUntil === null || Date.parse(booking.reservedUntil) > now;
}

/** A sentence for each host and pair that breaks the rule at an instant; none when it holds. */
export function violations(bookings: DumpedBooking[], now: number): string[] {
  const byHost = new Map<string, Map<string, Held>>();
  const wrong: string[] = [];
  for (const booking of bookings) {
    if (!isLiveAt(booking, now)) continue;
    const held = read(booking);
    if (!(held.heldStart <= held.start && held.start < held.end && held.end <= held.heldEnd)) {
      wrong.push(`${booking.id} has its times out of order`);
    }
    for (const host of booking.hosts) {
      const slots = byHost.get(host) ?? new Map<string, Held>();
      byHost.set(host, slots);
      const seat = slots.get(held.slot);
      if (seat && (seat.start !== held.start || seat.end !== held.end)) {
        wrong.push(`${host}: ${seat.id} and ${held.id} share a slot but not its time`);
      }
      slots.set(held.slot, held);
    }
  }
  for (const [host, slots] of byHost) wrong.push(...overlapsOf(host, [...slots.values()]));
  return wrong;
}

function overlapsOf(host: string, held: Held[]): string[] {
  const wrong: string[] = [];
  held.sort((a, b) => a.start - b.start || a.end - b.end);
  let lastEnd: Held | undefined;
  let lastHeldEnd: Held | undefined;
  for (const b of held) {
    const culprits = new Set<Held>();
    if (lastHeldEnd && lastHeldEnd.heldEnd > b.start) culprits.add(lastHeldEnd);
    if (lastEnd && lastEnd.end > b.heldStart) culprits.add(lastEnd);
    for (const a of culprits) wrong.push(`${host}: ${told(a)} and ${told(b)} hold the same time`);
    if (!lastEnd || b.end > lastEnd.end) lastEnd = b;
    if (!lastHeldEnd || b.heldEnd > lastHeldEnd.heldEnd) lastHeldEnd = b;
  }
  return wrong;
}

function read(booking: DumpedBooking): Held {
  return {
    id: booking.id,
    slot: booking.slot,
    start: Date.parse(booking.start),
    end: Date.parse(booking.end),
    heldStart: Date.parse(booking.heldStart),
    heldEnd: Date.parse(booking.heldEnd),
  };
}

function told(held: Held): string {
  return `${held.id} (${new Date(held.start).toISOString()} to ${
    new Date(held.end).toISOString()
  })`;
}

if (import.meta.main) {
  const now = Deno.args[0] === undefined ? Date.now() : Date.parse(Deno.args[0]);
  const bookings = bookingsIn((await new Response(Deno.stdin.readable).text()).split("\n"));
  const wrong = violations(bookings, now);
  for (const sentence of wrong) console.error(sentence);
  const live = bookings.filter((booking) => isLiveAt(booking, now)).length;
  console.log(`${bookings.length} bookings, ${live} live, ${wrong.length} conflicts`);
  Deno.exit(wrong.length === 0 ? 0 : 1);
}
