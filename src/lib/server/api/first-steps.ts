import * as v from "valibot";
import { Timestamp } from "$lib/openapi/fields.ts";
import { HostBooking } from "$lib/openapi/host-booking.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { firstSteps, TestBookingRequest } from "$lib/scheduling/first-steps.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { hostBookingJson } from "../views/host-booking-json.ts";
import * as trial from "../bookings/test-booking.ts";
import { namedAsInBody } from "./booking-answer.ts";
import { requestRefusals } from "./guest-bookings.ts";
import { operation } from "./operation.ts";

const tag = "Profile";

const Steps = v.object({
  withoutCalendar: v.pipe(v.boolean(), v.description("No calendar was wanted.")),
  testBookingMade: v.boolean(),
  dismissed: v.pipe(v.boolean(), v.description("They are not shown any more.")),
});

export const recordFirstStep = operation({
  id: "profile.recordStep",
  method: "POST",
  path: "/v0/onboarding/steps",
  tag,
  summary: "Skip or end the first steps",
  description:
    "`withoutCalendar` skips connecting a calendar, `dismissed` ends the first steps on the dashboard.",
  access: "settings",
  body: v.object({ step: v.picklist(firstSteps) }),
  answer: v.object({ firstSteps: Steps }),
  status: 200,
  refusals: ["not-found"],
  example: { body: { step: "dismissed" } },
}, async ({ app, host, body }) => {
  const recorded = await trial.recordFirstStep(app, host.id, body.step);
  return recorded.ok ? accepted({ firstSteps: recorded.value.firstSteps }) : recorded;
});

export const testTimes = operation({
  id: "bookings.testTimes",
  method: "GET",
  path: "/v0/me/test-bookings/times",
  tag: "Bookings",
  summary: "List times for a test booking",
  description:
    "Of your first public event type that asks nothing; it is null, and there are no times, where there is none.",
  access: "read",
  answer: v.object({
    eventType: v.nullable(v.object({ id: v.string(), title: v.string(), duration: v.number() })),
    times: v.array(v.object({ startsAt: Timestamp, endsAt: Timestamp })),
  }),
}, async ({ app, host }) => {
  const type = await trial.testEventType(app, host.id);
  if (!type) return accepted({ eventType: null, times: [] });
  const [duration = 0] = type.durations;
  const starts = await trial.testTimes(app, host, type);
  return accepted({
    eventType: { id: type.id, title: type.title, duration },
    times: starts.map((start) => ({
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(start + duration * MINUTE).toISOString(),
    })),
  });
});

export const requestTestBooking = operation({
  id: "bookings.test",
  method: "POST",
  path: "/v0/me/test-bookings",
  tag: "Bookings",
  summary: "Request a test booking from yourself",
  description:
    "What a guest would get is emailed to `email`. It is decided as any request, and erased afterwards.",
  access: "bookings",
  body: TestBookingRequest,
  answer: v.object({ booking: HostBooking }),
  refusals: requestRefusals,
  example: { body: { startsAt: "2027-03-01T09:00:00Z", email: "ada@example.org" } },
}, async ({ app, host, body }) => {
  const { startsAt: start, email } = body;
  const requested = await trial.requestTestBooking(app, host, { start, email });
  if (!requested.ok) return namedAsInBody(requested);
  return accepted({ booking: await hostBookingJson(app, host, requested.value) });
});

export const eraseTestBooking = operation({
  id: "bookings.eraseTest",
  method: "DELETE",
  path: "/v0/me/test-bookings/{id}",
  tag: "Bookings",
  summary: "Cancel and erase a test booking",
  description: "`erased` is false while its entry in a calendar has yet to be removed.",
  access: "bookings",
  answer: v.object({ erased: v.boolean() }),
}, async ({ app, host, params }) => {
  const erased = await trial.eraseTestBooking(app, host.id, params.id);
  return erased.ok ? accepted({ erased: erased.value.gone }) : erased;
});
