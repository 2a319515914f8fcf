import * as v from "valibot";
import { present } from "$lib/openapi/fields.ts";
import { BookingLimitsInput } from "$lib/scheduling/booking-limits.ts";
import type { HostRules } from "$lib/scheduling/host-rules.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { setBookingLimits as changeLimits } from "../availability/host-rules.ts";
import { getHostRules } from "../store/host-rules.ts";
import { operation } from "./operation.ts";

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
}, async ({ app, host }) => {
  return answer(await getHostRules(app.kv, host.id));
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
}, async ({ app, host, body, revision }) => {
  const was = await getHostRules(app.kv, host.id);
  const { revision: expected = revision ?? was.revision, ...limits } = body;
  const set = await changeLimits(app, host.id, expected, limits);
  return set.ok ? answer(set.value) : set;
});

const answer = ({ bookingLimits, revision }: HostRules) =>
  accepted({ bookingLimits: { ...bookingLimits, revision } });
