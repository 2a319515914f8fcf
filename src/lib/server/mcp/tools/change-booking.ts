import * as v from "valibot";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as bookings from "../../bookings/index.ts";
import { changedAnswer } from "../booking-facts.ts";
import { Acknowledged, BookingId, instant, LaterDates, message, words } from "../fields.ts";
import { findDate, seriesAnswer } from "../series-facts.ts";
import { tool } from "../tool.ts";

const { tools, fields } = words;

export const reschedule = tool({
  name: "reschedule_booking",
  title: tools.reschedule.title,
  description: tools.reschedule.description,
  scope: "bookings",
  isDestructive: true,
  input: v.object({
    bookingId: BookingId,
    startsAt: instant(fields.newStart),
    laterDates: LaterDates,
    acknowledged: Acknowledged,
  }),
  async run(caller, { bookingId, startsAt, laterDates, acknowledged }) {
    const { app, host } = caller;
    const force = acknowledged.length > 0;
    const by = { actor: "host" as const, hostId: host.id, force, acknowledged };
    const date = laterDates ? await findDate(caller, bookingId) : null;
    if (date) {
      const moved = { by, start: startsAt, revision: null };
      const outcomes = await bookings.rescheduleFrom(app, date, moved);
      return seriesAnswer(caller, tools.reschedule.series, outcomes);
    }
    const moved = await bookings.reschedule(app, bookingId, {
      by,
      start: startsAt,
      revision: null,
      key: null,
    });
    if (!moved.ok) return moved;
    return accepted(changedAnswer(caller, tools.reschedule.done, moved.value));
  },
});

export const cancel = tool({
  name: "cancel_booking",
  title: tools.cancel.title,
  description: tools.cancel.description,
  scope: "bookings",
  isDestructive: true,
  input: v.object({
    bookingId: BookingId,
    laterDates: LaterDates,
    reason: message(fields.reason),
  }),
  async run(caller, { bookingId, laterDates, reason }) {
    const { app, host } = caller;
    const by = { actor: "host" as const, hostId: host.id };
    const date = laterDates ? await findDate(caller, bookingId) : null;
    if (date) {
      const outcomes = await bookings.cancelFrom(app, date, { by, reason, revision: null });
      return seriesAnswer(caller, tools.cancel.series, outcomes);
    }
    const cancelled = await bookings.cancel(app, bookingId, { by, reason, revision: null });
    if (!cancelled.ok) return cancelled;
    return accepted(changedAnswer(caller, tools.cancel.done, cancelled.value));
  },
});
