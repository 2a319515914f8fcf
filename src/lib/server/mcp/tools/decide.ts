import * as v from "valibot";
import { awaitsHost } from "$lib/scheduling/booking-state.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as bookings from "../../bookings/index.ts";
import { changedAnswer } from "../booking-facts.ts";
import { Acknowledged, BookingId, message, words } from "../fields.ts";
import { tool } from "../tool.ts";

const { tools, fields } = words;

const decisionEntries = {
  bookingId: BookingId,
  revision: v.pipe(v.number(), v.integer(), v.description(fields.revision)),
  message: message(fields.message),
};

export const confirm = tool({
  name: "confirm_booking",
  title: tools.confirm.title,
  description: tools.confirm.description,
  scope: "bookings",
  input: v.object({ ...decisionEntries, acknowledged: Acknowledged }),
  async run(caller, { bookingId, revision, message, acknowledged }) {
    const { app, host } = caller;
    const force = acknowledged.length > 0;
    const confirmed = await bookings.confirm(app, bookingId, {
      hostId: host.id,
      revision,
      message,
      force,
      acknowledged,
    });
    if (!confirmed.ok) return confirmed;
    const isPartly = awaitsHost(confirmed.value, app.now());
    const text = isPartly ? tools.confirm.partly : tools.confirm.done;
    return accepted(changedAnswer(caller, text, confirmed.value));
  },
});

export const decline = tool({
  name: "decline_booking",
  title: tools.decline.title,
  description: tools.decline.description,
  scope: "bookings",
  isDestructive: true,
  input: v.object(decisionEntries),
  async run(caller, { bookingId, revision, message }) {
    const { app, host } = caller;
    const decision = { hostId: host.id, revision, message, force: false };
    const declined = await bookings.reject(app, bookingId, decision);
    if (!declined.ok) return declined;
    const isPassedOn = awaitsHost(declined.value, app.now());
    const text = isPassedOn ? tools.decline.passedOn : tools.decline.done;
    return accepted(changedAnswer(caller, text, declined.value));
  },
});
