import { addDays, clockChanges, dateAt, startOfDay, weekdayOf } from "$lib/scheduling/day.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { granted } from "./granted.ts";
import { addEventType, bookingRequest } from "./town.ts";
import { connectCalendar } from "./stub-calendar.ts";
import type { TestApp } from "./test-app.ts";

/** The Monday of the week after the next. */
export function mondayAhead(now: number, zone: string): string {
  const today = dateAt(now, zone);
  return addDays(today, 15 - weekdayOf(today));
}

/** The next date on which the clock is set forward, or back. */
export function nextChange(now: number, zone: string, which: "forward" | "back"): string {
  let date = dateAt(now, zone);
  const isWanted = ({ from, to }: { from: number; to: number }) =>
    (to > from) === (which === "forward");
  while (!clockChanges(date, zone).some(isWanted)) date = addDays(date, 1);
  return date;
}

/** A half-hour meeting that was agreed at once, at an hour of a date; any date of the next year. */
export async function agreedMeeting(
  app: TestApp,
  host: Host,
  date: string,
  hour: number,
  name = "Radia Perlman",
): Promise<Booking> {
  const start = startOfDay(date, host.zone) + hour * HOUR;
  return await ask(app, "any-time", start, name);
}

/** The event type of these meetings. */
export async function addMeetingType(app: TestApp, host: Host): Promise<void> {
  await addEventType(app, host, {
    slug: "any-time",
    title: "Planning",
    decision: "instant",
    bookingWindowDays: 365,
    colour: "violet",
    bufferBefore: 15,
    bufferAfter: 15,
  });
}

/** Two hundred short bookings and a thousand busy times in the week of a Monday. */
export async function fillWeek(app: TestApp, host: Host, monday: string): Promise<void> {
  await addEventType(app, host, {
    slug: "short",
    title: "Short call",
    durations: [10],
    slotInterval: 10,
    decision: "instant",
    bookingWindowDays: 60,
  });
  for (let n = 0; n < 200; n++) {
    const start = startOfDay(addDays(monday, n % 5), host.zone) + 9 * HOUR +
      Math.floor(n / 5) * 10 * MINUTE;
    await ask(app, "short", start, `Guest ${n + 1}`);
  }
  const from = startOfDay(monday, host.zone);
  const step = 7 * DAY / 1000;
  const busy = Array.from({ length: 1000 }, (_, n) => {
    const start = Math.floor((from + n * step) / MINUTE) * MINUTE;
    return { start, end: start + 5 * MINUTE };
  });
  await connectCalendar(app, host, busy);
}

async function ask(app: TestApp, slug: string, start: number, name: string): Promise<Booking> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;
  const guest = { name, email };
  const asked = await granted(bookings.request(app, bookingRequest({ slug, start, guest })));
  return asked.booking;
}
