/** Which members of a team could take a booking's time in place of one of its hosts. */
import { type Booking, pendingReschedule, type Placement } from "$lib/scheduling/booking.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { withBuffers } from "$lib/scheduling/holds.ts";
import { rotationOrder } from "$lib/scheduling/rotation.ts";
import type { TypeMember } from "$lib/scheduling/team-terms.ts";
import type { App } from "../app.ts";
import { askEach, type CalendarAnswers } from "../availability/ask-calendars.ts";
import { type HostSnapshot, overdueBookings, readPresent } from "../availability/snapshots.ts";
import { isAnyBlocked } from "../store/block-list.ts";
import { getBookedEventType } from "../store/event-types.ts";
import { decideTime } from "./decide-time.ts";
import { readRotation } from "./team-rotation.ts";

/** How long the calendars of members are waited for. */
const CALENDAR_TIMEOUT_MS = 4_000;
/** So many members' calendars are asked at a time. */
const ASKED_AT_ONCE = 5;
/** So many are asked at most; of others it is not known whether they are free. */
const MAX_ASKED = 20;

/** The members of a booking's event type who are not in the booking and have not withdrawn from it, with the type as it is now; empty once it was deleted. */
export async function otherMembers(app: App, booking: Booking): Promise<TypeMember[]> {
  const type = await getBookedEventType(app.kv, booking);
  const members = type?.team?.members ?? [];
  return members.filter(({ hostId }) =>
    !booking.hosts.includes(hostId) && !booking.team?.withdrawn.includes(hostId)
  );
}

/** The members who could take the booking, by what is stored, in the order in which they would be asked. */
export async function freeMembersFor(app: App, booking: Booking): Promise<Host[]> {
  const members = await otherMembers(app, booking);
  const snapshots = await readMembers(app, booking, members);
  const free = await freeAmong(app, { booking, snapshots, answers: null });
  return await inOrder(app, booking, members, snapshots.filter(isOneOf(free)));
}

/** What the calendars say of the members who are free by what is stored, asked until one of them is free. */
export async function askFreeMembers(
  app: App,
  booking: Booking,
  members: readonly TypeMember[],
): Promise<CalendarAnswers> {
  const snapshots = await readMembers(app, booking, members);
  const free = await freeAmong(app, { booking, snapshots, answers: null });
  const order = await inOrder(app, booking, members, snapshots.filter(isOneOf(free)));
  let answers: CalendarAnswers = new Map();
  for (let i = 0; i < Math.min(order.length, MAX_ASKED); i += ASKED_AT_ONCE) {
    const asked = order.slice(i, i + ASKED_AT_ONCE).map(({ id }) => id);
    answers = new Map([
      ...answers,
      ...await askEach(app, asked, spanOf(booking, app.now()), CALENDAR_TIMEOUT_MS),
    ]);
    if ((await freeAmong(app, { booking, snapshots, answers })).length > 0) break;
  }
  return answers;
}

/**
 * The hosts among these snapshots who are free for what the booking holds: open, with no other booking, within their
 * limits, and blocking none of the guests. With `answers`, of a confirmed booking only those whose calendars answered.
 */
export async function freeAmong(
  app: App,
  { booking, snapshots, answers }: {
    booking: Booking;
    snapshots: readonly HostSnapshot[];
    answers: CalendarAnswers | null;
  },
): Promise<string[]> {
  const now = app.now();
  const mustAnswer = answers !== null && isConfirmed(booking);
  const isFree = async (snapshot: HostSnapshot) => {
    const { host, holds } = snapshot;
    if (overdueBookings(holds, now).some((id) => id !== booking.id)) return false;
    const guests = [booking.guest.email, ...booking.extraGuests];
    if (await isAnyBlocked(app.kv, host.id, guests)) return false;
    for (const time of heldTimes(booking, now)) {
      const { bufferBefore, bufferAfter } = booking;
      const decided = await decideTime([withoutNotice(snapshot, mustAnswer)], {
        hosts: [host.id],
        time: { ...time, bufferBefore, bufferAfter },
        excludedBookingIds: [booking.id],
        now,
        syncIntervalMs: app.settings.syncIntervalMs,
      }, answers ?? new Map());
      if (!decided.ok || (mustAnswer && !decided.value.isConfirmed)) return false;
    }
    return true;
  };
  const each = await Promise.all(snapshots.map(isFree));
  return snapshots.filter((_, i) => each[i]).map(({ host }) => host.id);
}

/** The time was given already: notice, window and grid were decided on then, and hours and limits are the member's. */
function withoutNotice(snapshot: HostSnapshot, mustAnswer: boolean): HostSnapshot {
  const { policies } = snapshot;
  if (!policies) return snapshot;
  const type: EventType = {
    ...policies.type,
    active: true,
    minimumNotice: 0,
    bookingWindowDays: 365,
    bookingWindowUntil: null,
    slotInterval: 1,
    decision: mustAnswer ? "instant" : "approval",
  };
  return { ...snapshot, policies: { ...policies, type } };
}

/** The times that a booking holds: its own, and a requested new one. */
function heldTimes(booking: Booking, now: number): Pick<Placement, "start" | "end">[] {
  const { start, end } = booking;
  const requested = pendingReschedule(booking, now);
  return [{ start, end }, ...requested ? [{ start: requested.start, end: requested.end }] : []];
}

function spanOf(booking: Booking, now: number) {
  const { bufferBefore, bufferAfter } = booking;
  const spans = heldTimes(booking, now).map((time) =>
    withBuffers({ ...time, bufferBefore, bufferAfter })
  );
  return {
    start: Math.min(...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
  };
}

function readMembers(app: App, booking: Booking, members: readonly TypeMember[]) {
  const { start, end } = booking;
  return readPresent(app, members.map(({ hostId }) => hostId), {
    times: heldTimes(booking, app.now()),
    offers: { type: () => getBookedEventType(app.kv, booking), starts: { start, end } },
  });
}

/** By rotation, or in the order of the members where there is none. */
async function inOrder(
  app: App,
  booking: Booking,
  members: readonly TypeMember[],
  free: readonly HostSnapshot[],
): Promise<Host[]> {
  const found = await readRotation(app, booking);
  const known = members.filter(({ hostId }) => free.some(({ host }) => host.id === hostId));
  const order = found ? rotationOrder(found.rotation, known) : known;
  return order.flatMap(({ hostId }) => {
    const snapshot = free.find(({ host }) => host.id === hostId);
    return snapshot ? [snapshot.host] : [];
  });
}

function isOneOf(ids: readonly string[]) {
  return ({ host }: HostSnapshot) => ids.includes(host.id);
}
