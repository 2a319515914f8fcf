import assert from "node:assert/strict";
import { type Booking, holdsOf } from "$lib/scheduling/booking.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Busy } from "$lib/scheduling/holds.ts";
import { commitBookings } from "$lib/server/store/booking-commit.ts";
import { readBooking } from "$lib/server/store/bookings.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { readShards, replaceHolds } from "$lib/server/store/ledger.ts";
import { getSchedule } from "$lib/server/store/schedules.ts";
import { unavailableCalendar } from "./stub-calendar.ts";
import { type TestApp } from "./test-app.ts";
import { addHost, town } from "./town.ts";

/** Two hosts of one event type, whose calendars a test gives answers for. */
export async function twoHosts(type: Partial<EventTypeInput> = {}) {
  const answers = new Map<string, () => Promise<(Busy & { title?: string })[]>>();
  const requested: string[] = [];
  const { app, host, type: coffee } = await town({
    app: {
      openCalendar: ({ hostId }) =>
        Promise.resolve({
          ...unavailableCalendar,
          busy: async () => {
            requested.push(hostId);
            return await answers.get(hostId)?.() ?? [];
          },
        }),
    },
    type: { slug: "coffee", ...type },
  });
  const colleague = await addColleague(app, host, coffee.scheduleId);
  return { app, host, colleague, type: coffee, answers, requested };
}

/** Ben, open at the hours that the event type goes by. */
export async function addColleague(app: TestApp, { id }: Host, scheduleId: string): Promise<Host> {
  const colleague = await addHost(app, {
    name: "Ben Moor",
    email: "ben@example.org",
    preferredUsername: "ben",
  });
  const schedule = await getSchedule(app.kv, id, scheduleId);
  const hostId = colleague.id;
  await app.kv.set(keys.schedule(hostId, scheduleId), { ...schedule!, hostId });
  return colleague;
}

/** The booking with a second host, whose time it holds as it holds the first one's. */
export async function withColleague(app: TestApp, id: string, colleague: Host): Promise<Booking> {
  const was = (await readBooking(app.kv, id))!;
  const booking = { ...was.value, hosts: [...was.value.hosts, colleague.id] };
  const guard = await getGuard(app.kv, colleague.id);
  const shards = await readShards(app.kv, colleague.id, {
    start: booking.start - DAY,
    end: booking.end + DAY,
  });
  const is = replaceHolds(shards, [id], holdsOf(booking, app.now()));
  const { start, end } = booking;
  assert(
    await commitBookings(app, {
      now: app.now(),
      bookings: [{
        was,
        booking,
        historyEntry: { at: app.now(), by: "host", event: "requested", start, end },
      }],
      hosts: [{ guard, was: shards, is }],
    }),
  );
  return booking;
}
