import * as v from "valibot";
import { CancelBody } from "../../scheduling/api-schemas.ts";
import { CalendarDate, Id } from "../fields.ts";
import { operation } from "../operation.ts";

export const clearDays = operation({
  id: "timeOff.cancelBookings",
  method: "POST",
  path: "/v0/me/time-off/cancel-bookings",
  tag: "Availability",
  summary: "Cancel what is booked during time off, with one message",
  description:
    "Cancels the bookings that `bookings` names and that are on these days, declines requests, and the requests to move there. Each one by itself: `ended` names those that are cancelled or declined now, also from an earlier call, `kept` why others stay. Without `last` a single day.",
  access: "bookings",
  status: 200,
  body: v.object({
    first: CalendarDate,
    last: v.optional(CalendarDate),
    bookings: v.pipe(v.array(Id), v.minLength(1, "fill-in"), v.maxLength(200, "too-long")),
    message: CancelBody.entries.reason,
  }),
  answer: v.object({
    ended: v.array(v.string()),
    kept: v.array(v.object({ id: v.string(), code: v.string(), title: v.string() })),
  }),
  example: {
    body: {
      first: "2027-08-02",
      last: "2027-08-13",
      bookings: ["none"],
      message: "I’m on holiday.",
    },
  },
});
