import * as v from "valibot";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as bookings from "../../bookings/index.ts";
import { changedAnswer } from "../booking-facts.ts";
import { Acknowledged, BookingId, instant, message, words } from "../fields.ts";
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
    acknowledged: Acknowledged,
  }),
  async run(caller, { bookingId, startsAt, acknowledged }) {
    const { app, host } = caller;
    const force = acknowledged.length > 0;
    const moved = await bookings.reschedule(app, bookingId, {
      by: { actor: "host", hostId: host.id, force, acknowledged },
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
  input: v.object({ bookingId: BookingId, reason: message(fields.reason) }),
  async run(caller, { bookingId, reason }) {
    const cancelled = await bookings.cancel(caller.app, bookingId, {
      by: { actor: "host", hostId: caller.host.id },
      reason,
      revision: null,
    });
    if (!cancelled.ok) return cancelled;
    return accepted(changedAnswer(caller, tools.cancel.done, cancelled.value));
  },
});
