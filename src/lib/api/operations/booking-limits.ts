import * as v from "valibot";
import { BookingLimitsInput } from "../../scheduling/booking-limits.ts";
import { present } from "../fields.ts";
import { operation } from "../operation.ts";

const tag = "Availability";
const path = "/v0/me/booking-limits";
const limits = present(BookingLimitsInput.entries);

export const BookingLimitsAnswer = v.object({ ...limits, revision: v.number() });

const described = {
  path,
  tag,
  answer: v.object({ bookingLimits: BookingLimitsAnswer }),
  revised: "bookingLimits",
} as const;

export const getBookingLimits = operation({
  ...described,
  id: "bookingLimits.get",
  method: "GET",
  summary: "Get how many meetings you take",
  description: "In a day, a week from Monday and a month, of all event types; null is any number.",
  access: "read",
});

export const setBookingLimits = operation({
  ...described,
  id: "bookingLimits.set",
  method: "PUT",
  summary: "Set how many meetings you take",
  access: "settings",
  body: v.object({ ...limits, revision: v.optional(v.number()) }),
  refusals: ["changed"],
  example: { body: { day: 4, week: null, month: null } },
});
