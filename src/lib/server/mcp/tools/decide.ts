import * as v from "valibot";
import { awaitsHost } from "$lib/scheduling/booking-state.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as bookings from "../../bookings/index.ts";
import { changedAnswer, givenAnswer } from "../booking-facts.ts";
import {
  Acknowledged,
  BookingId,
  ForAll,
  message,
  OtherDates,
  revision,
  words,
} from "../fields.ts";
import { decideDates } from "../series-facts.ts";
import { tool } from "../tool.ts";

const { tools, fields } = words;

const decisionEntries = {
  bookingId: BookingId,
  revision: revision(fields.revision),
  message: message(fields.message),
  forAll: ForAll,
  otherDates: OtherDates,
};

export const confirm = tool({
  name: "confirm_booking",
  title: tools.confirm.title,
  description: tools.confirm.description,
  scope: "bookings",
  input: v.object({ ...decisionEntries, acknowledged: Acknowledged }),
  async run(caller, { bookingId, acknowledged, otherDates, ...decision }) {
    const { app, host } = caller;
    if (otherDates.length > 0) {
      const asked = { bookingId, otherDates, acknowledged, ...decision };
      return await decideDates(caller, "confirm", tools.confirm.series, asked);
    }
    const force = acknowledged.length > 0;
    const confirmed = await bookings.confirm(app, bookingId, {
      ...decision,
      hostId: host.id,
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
  async run(caller, { bookingId, otherDates, ...decision }) {
    const { app, host } = caller;
    if (otherDates.length > 0) {
      const asked = { bookingId, otherDates, acknowledged: [], ...decision };
      return await decideDates(caller, "reject", tools.decline.series, asked);
    }
    const declined = await bookings.reject(app, bookingId, {
      ...decision,
      hostId: host.id,
      force: false,
    });
    if (!declined.ok) return declined;
    const { done, passedOn: given } = tools.decline;
    const isPassedOn = awaitsHost(declined.value, app.now());
    const texts = { done: isPassedOn ? given : done, given };
    return accepted(await givenAnswer(caller, texts, declined.value));
  },
});
