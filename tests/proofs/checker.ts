/**
 * Checks the one hard invariant over the lines of `deno task dump`, by its own reading of the rule:
 * of any two live bookings of one host, a before b, `a.heldEnd <= b.start` and `a.end <= b.heldStart`;
 * bookings with the same slot are seats and count once. A wish to move that waits holds its time, too, and may overlap
 * nothing but the time of the booking itself. Imports nothing of the product.
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
  /** The other time that it asks to move to; missing in dumps from before. */
  move?: DumpedMove | null;
}

export interface DumpedMove {
  slot: string;
  start: string;
  end: string;
  heldStart: string;
  heldEnd: string;
  reservedUntil: string | null;
}

interface Held {
  id: string;
  /** Every booking in it: one, but for seats. */
  bookings: Set<string>;
  slot: string;
  start: number;
  end: number;
  heldStart: number;
  heldEnd: number;
}

/** No buffer is longer, ms. */
const MOST_BUFFER = 180 * 60_000;

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
    for (const times of record.move ? [record, record.move] : [record]) {
      for (const name of ["start", "end", "heldStart", "heldEnd"]) {
        if (Number.isNaN(Date.parse(times[name]))) throw new Error(`${name} unreadable: ${line}`);
      }
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
    for (const held of allHeld(booking, now)) {
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
        const bookings = new Set([...seat?.bookings ?? [], ...held.bookings]);
        slots.set(held.slot, { ...held, bookings });
      }
    }
  }
  for (const [host, slots] of byHost) wrong.push(...overlapsOf(host, [...slots.values()]));
  return wrong;
}

function overlapsOf(host: string, held: Held[]): string[] {
  const wrong: string[] = [];
  held.sort((a, b) => a.start - b.start || a.end - b.end);
  // Of what began before, only what still reaches on can overlap what comes.
  let reaching: Held[] = [];
  for (const b of held) {
    reaching = reaching.filter((a) => a.heldEnd > b.start || a.end > b.start - MOST_BUFFER);
    for (const a of reaching) {
      const overlap = a.heldEnd > b.start || a.end > b.heldStart;
      if (overlap && !areOneBookings(a, b)) {
        wrong.push(`${host}: ${told(a)} and ${told(b)} hold the same time`);
      }
    }
    reaching.push(b);
  }
  return wrong;
}

/** A booking and its own wish to move may overlap, as long as nobody else sits in either. */
function areOneBookings(a: Held, b: Held): boolean {
  return a.id === b.id && a.bookings.size === 1 && b.bookings.size === 1;
}

/** What a booking holds: its own time, and the one that it asks to move to while that waits. */
function allHeld(booking: DumpedBooking, now: number): Held[] {
  const { id, move } = booking;
  const own = read(id, booking);
  const waits = move && (move.reservedUntil === null || Date.parse(move.reservedUntil) > now);
  return waits ? [own, read(id, move)] : [own];
}

function read(id: string, times: DumpedBooking | DumpedMove): Held {
  return {
    id,
    bookings: new Set([id]),
    slot: times.slot,
    start: Date.parse(times.start),
    end: Date.parse(times.end),
    heldStart: Date.parse(times.heldStart),
    heldEnd: Date.parse(times.heldEnd),
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
