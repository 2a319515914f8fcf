/**
 * Checks the one hard invariant over the lines of `deno task dump`, by its own reading of the rule:
 * of any two live bookings of one host, a before b, `a.heldEnd <= b.start` and `a.end <= b.heldStart`;
 * bookings with the same slot are seats and count once. A pending reschedule request holds its time, too, and may overlap
 * nothing but the time of the booking itself. Then the ledger beside them: whatever a live booking takes is held for each
 * of its hosts in every UTC day that it touches, and nothing else is held, for nobody and for no former host. A round
 * robin has one host, a collective up to eight different ones. Imports nothing of the product.
 *
 * Run: `deno task dump | deno run tests/proofs/invariant-checker.ts [ISO instant to judge by, default now]`
 */

export interface DumpedBooking {
  id: string;
  slot: string;
  hosts: string[];
  /** The team it was booked with; null for a host's own event type. */
  team?: { slug: string; mode: "round-robin" | "collective"; withdrawn: string[] } | null;
  start: string;
  end: string;
  heldStart: string;
  heldEnd: string;
  status: string;
  reservedUntil: string | null;
  /** The other time that its guest requests; null for none. */
  rescheduleRequest: DumpedRescheduleRequest | null;
}

/** Held time as the ledger has it. */
export interface DumpedHold {
  host: string;
  slot: string;
  bookings: string[];
  start: string;
  end: string;
  heldStart: string;
  heldEnd: string;
  expiresAt: string | null;
  /** UTC days in which it is found. */
  days: string[];
}

export interface DumpedRescheduleRequest {
  slot: string;
  start: string;
  end: string;
  heldStart: string;
  heldEnd: string;
  reservedUntil: string;
}

interface CheckedHold {
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
const DAY = 86_400_000;
/** What has been over for so long need not be held any more. */
const HELD_PAST = 32 * DAY;

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
    for (const times of record.rescheduleRequest ? [record, record.rescheduleRequest] : [record]) {
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

/** The held time among the lines. */
export function holdsIn(lines: Iterable<string>): DumpedHold[] {
  return [...lines].filter((line) => line.trim() !== "").map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === "hold");
}

/** Live is confirmed, or asked for with its deadline still ahead. */
export function isLiveAt(booking: DumpedBooking, now: number): boolean {
  if (booking.status === "CONFIRMED") return true;
  if (booking.status !== "PENDING") return false;
  return booking.reservedUntil === null || Date.parse(booking.reservedUntil) > now;
}

/** Everything that is wrong in a dump at an instant, one sentence each; none when all rules hold. */
export function faultsIn(bookings: DumpedBooking[], holds: DumpedHold[], now: number): string[] {
  return [
    ...wrongHosts(bookings),
    ...violations(bookings, now),
    ...unheld(bookings, holds, now),
    ...heldForNobody(bookings, holds, now),
  ];
}

/** A sentence for each host and pair that breaks the rule at an instant; none when it holds. */
export function violations(bookings: DumpedBooking[], now: number): string[] {
  const byHost = new Map<string, Map<string, CheckedHold>>();
  const wrong: string[] = [];
  for (const booking of bookings) {
    if (!isLiveAt(booking, now)) continue;
    for (const held of allHeld(booking, now)) {
      if (!(held.heldStart <= held.start && held.start < held.end && held.end <= held.heldEnd)) {
        wrong.push(`${booking.id} has its times out of order`);
      }
      for (const host of booking.hosts) {
        const slots = byHost.get(host) ?? new Map<string, CheckedHold>();
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

/** No booking has more hosts. */
const MOST_HOSTS = 8;

/** A sentence for each booking whose hosts are not what its event type can have. */
export function wrongHosts(bookings: DumpedBooking[]): string[] {
  return bookings.flatMap(({ id, hosts, team }) => {
    const most = team?.mode === "collective" ? MOST_HOSTS : 1;
    const wrong: string[] = [];
    if (hosts.length > most) wrong.push(`${id} has ${hosts.length} hosts, at most ${most}`);
    if (new Set(hosts).size < hosts.length) wrong.push(`${id} has a host twice`);
    const both = (team?.withdrawn ?? []).filter((host) => hosts.includes(host));
    return [...wrong, ...both.map((host) => `${id} still has ${host}, who withdrew`)];
  });
}

/** A sentence for each live booking and host whose ledger does not hold its time, whole, in each of its days. */
export function unheld(bookings: DumpedBooking[], holds: DumpedHold[], now: number): string[] {
  const byPlace = Map.groupBy(holds, ({ host, slot }) => `${host} ${slot}`);
  return bookings.filter((booking) => isLiveAt(booking, now)).flatMap((booking) =>
    allHeld(booking, now).filter(({ end }) => end > now - HELD_PAST).flatMap((held) =>
      booking.hosts.flatMap((host) => {
        const place = placeOf(host, booking.id, held);
        const found = (byPlace.get(`${host} ${held.slot}`) ?? []).filter((hold) =>
          hold.bookings.includes(booking.id) &&
          placeOf(host, booking.id, { slot: hold.slot, ...instantsOf(hold) }) === place
        );
        const days = new Set(found.flatMap((hold) => hold.days));
        const isWhole = utcDays(held).every((day) => days.has(day));
        return isWhole ? [] : [`${host}: ${holdText(held)} is live and its time is not held`];
      })
    )
  );
}

/**
 * A sentence for each hold to come that no live booking of that host has at that time; one past its deadline holds
 * nothing.
 */
export function heldForNobody(
  bookings: DumpedBooking[],
  holds: DumpedHold[],
  now: number,
): string[] {
  const live = new Set(
    bookings.filter((booking) => isLiveAt(booking, now)).flatMap((booking) =>
      booking.hosts.flatMap((host) =>
        allHeld(booking, now).map((held) => placeOf(host, held.id, held))
      )
    ),
  );
  return holds.filter((hold) => {
    const { host, bookings, heldEnd, expiresAt } = hold;
    if (Date.parse(heldEnd) <= now || (expiresAt !== null && Date.parse(expiresAt) <= now)) {
      return false;
    }
    const times = { slot: hold.slot, ...instantsOf(hold) };
    return !bookings.some((id) => live.has(placeOf(host, id, times)));
  }).map(({ host, slot, start }) => `${host}: ${slot} (${start}) is held for nobody`);
}

function placeOf(
  host: string,
  booking: string,
  { slot, start, end, heldStart, heldEnd }: Pick<CheckedHold, "slot" | InstantName>,
): string {
  return [host, booking, slot, start, end, heldStart, heldEnd].join(" ");
}

function utcDays({ heldStart, heldEnd }: CheckedHold): string[] {
  const days: string[] = [];
  for (let day = Math.floor(heldStart / DAY); day * DAY < heldEnd; day++) {
    days.push(new Date(day * DAY).toISOString().slice(0, 10));
  }
  return days;
}

function overlapsOf(host: string, held: CheckedHold[]): string[] {
  const wrong: string[] = [];
  held.sort((a, b) => a.start - b.start || a.end - b.end);
  // Of what began before, only what still reaches on can overlap what comes.
  let reaching: CheckedHold[] = [];
  for (const b of held) {
    reaching = reaching.filter((a) => a.heldEnd > b.start || a.end > b.start - MOST_BUFFER);
    for (const a of reaching) {
      const overlap = a.heldEnd > b.start || a.end > b.heldStart;
      if (overlap && !areOneBookings(a, b)) {
        wrong.push(`${host}: ${holdText(a)} and ${holdText(b)} hold the same time`);
      }
    }
    reaching.push(b);
  }
  return wrong;
}

/** A booking may overlap its own reschedule request, as long as nobody else has a seat in either. */
function areOneBookings(a: CheckedHold, b: CheckedHold): boolean {
  return a.id === b.id && a.bookings.size === 1 && b.bookings.size === 1;
}

/** What a booking holds: its own time, and the requested new time while that is pending. */
function allHeld(booking: DumpedBooking, now: number): CheckedHold[] {
  const { id, rescheduleRequest } = booking;
  const own = read(id, booking);
  const waits = rescheduleRequest && Date.parse(rescheduleRequest.reservedUntil) > now;
  return waits ? [own, read(id, rescheduleRequest)] : [own];
}

function read(id: string, times: DumpedBooking | DumpedRescheduleRequest): CheckedHold {
  return {
    id,
    bookings: new Set([id]),
    slot: times.slot,
    ...instantsOf(times),
  };
}

type InstantName = "start" | "end" | "heldStart" | "heldEnd";

function instantsOf(times: Record<InstantName, string>): Record<InstantName, number> {
  return {
    start: Date.parse(times.start),
    end: Date.parse(times.end),
    heldStart: Date.parse(times.heldStart),
    heldEnd: Date.parse(times.heldEnd),
  };
}

function holdText(held: CheckedHold): string {
  return `${held.id} (${new Date(held.start).toISOString()} to ${
    new Date(held.end).toISOString()
  })`;
}

if (import.meta.main) {
  const now = Deno.args[0] === undefined ? Date.now() : Date.parse(Deno.args[0]);
  const lines = (await new Response(Deno.stdin.readable).text()).split("\n");
  const bookings = bookingsIn(lines), holds = holdsIn(lines);
  const wrong = faultsIn(bookings, holds, now);
  for (const sentence of wrong) console.error(sentence);
  const live = bookings.filter((booking) => isLiveAt(booking, now)).length;
  console.log(`${bookings.length} bookings, ${live} live, ${wrong.length} faults`);
  Deno.exit(wrong.length === 0 ? 0 : 1);
}
