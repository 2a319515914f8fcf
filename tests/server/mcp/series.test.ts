import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { getSeries } from "$lib/server/store/bookings.ts";
import { agentOf } from "../../support/mcp-in-process.ts";
import { repeatingTown, seriesRequest } from "../../support/repeating.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { granted } from "../../support/granted.ts";
import { mondayTen } from "../../support/town.ts";

const WEEK = 7 * DAY;
const iso = (instant: number) => new Date(instant).toISOString();

Deno.test("an agent books several dates, moves the later ones by a week, and cancels them", async () => {
  const { app, host } = await repeatingTown();
  const agent = await agentOf(app, host);
  const type = await getEventTypeBySlug(app.kv, host.id, "intro-call");
  const booked = await agent.call("book", {
    eventTypeId: type!.id,
    startsAt: iso(mondayTen),
    series: { rhythm: "weekly", dates: 3 },
    guestName: "Grace Hopper",
    guestEmail: "grace@example.com",
    guestTimezone: "Europe/Berlin",
    idempotencyKey: crypto.randomUUID(),
  });
  assert.equal(booked.isError, undefined, JSON.stringify(booked));
  const { dates, id } = booked.structuredContent.series;
  const dated = { bookingId: dates[1].id, laterDates: true };
  const startsAt = iso(mondayTen + 2 * WEEK);
  const moved = await agent.call("reschedule_booking", { ...dated, startsAt });
  assert.match(JSON.stringify(moved), /2 dates of the series were rescheduled/);
  assert.deepEqual(
    (await getSeries(app.kv, id)).map(({ start }) => (start - mondayTen) / WEEK),
    [0, 2, 3],
  );
  await agent.call("cancel_booking", { ...dated, reason: "Ill" });
  const statuses = (await getSeries(app.kv, id)).map(({ status }) => status);
  assert.deepEqual(statuses, ["CONFIRMED", "CANCELLED", "CANCELLED"]);
});

Deno.test("an agent decides on several dates, each as it was seen", async () => {
  const { app, host } = await repeatingTown();
  const agent = await agentOf(app, host);
  const made = await granted(bookings.request(app, seriesRequest()));
  const series = () => getSeries(app.kv, made.booking.series!.id);
  const [first, second, third, fourth] = (await series())
    .map(({ id, revision }) => ({ bookingId: id, revision }));
  const confirmed = await agent.call("confirm_booking", {
    ...first,
    otherDates: [second, { ...third, revision: 9 }],
    message: "Gladly",
  });
  assert.match(JSON.stringify(confirmed), /2 dates of the series were confirmed.*1 date stays/);
  const again = await agent.call("decline_booking", { ...third, otherDates: [second] });
  assert.equal(again.isError, true);
  await agent.call("decline_booking", { ...third, otherDates: [fourth] });
  const statuses = (await series()).map(({ status }) => status);
  assert.deepEqual(statuses, ["CONFIRMED", "CONFIRMED", "REJECTED", "REJECTED"]);
});
