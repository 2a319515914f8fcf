import * as v from "valibot";
import { EmailAddress } from "$lib/scheduling/email-address.ts";
import { BookingLocationInput } from "$lib/scheduling/location.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import * as bookings from "../bookings/index.ts";
import * as connections from "../connections/index.ts";
import * as jobs from "../jobs/retry.ts";
import { listJobsOfBooking } from "../store/jobs.ts";
import { changing, givenAway, Id, refusals, Revision } from "./booking-changes.ts";
import { changeBooking, giveBooking } from "./changed-booking.ts";
import { operation } from "./operation.ts";

export const setLocation = operation({
  ...changing,
  id: "bookings.setLocation",
  path: "/v0/me/bookings/{id}/location",
  summary: "Set where a confirmed booking takes place",
  description:
    "The guest is told by email, with an updated invitation; at a time that guests share, all of them. `{random}` in a link becomes a part that can’t be guessed; `google-meet` and `microsoft-teams` need a calendar that makes such links.",
  body: v.object({ location: BookingLocationInput, revision: Revision }),
  refusals,
  example: { body: { location: { kind: "link", value: "https://meet.jit.si/{random}" } } },
}, (call) => {
  const { app, host, body: { location } } = call;
  return changeBooking(
    call,
    ({ id }, revision) => bookings.setLocation(app, id, { hostId: host.id, location, revision }),
  );
});

export const removeGuest = operation({
  ...changing,
  id: "bookings.removeGuest",
  path: "/v0/me/bookings/{id}/remove-guest",
  summary: "Remove an extra guest",
  description:
    "Somebody of `guests`, by their address. Who was invited gets a cancellation of their own; the others are not told.",
  body: v.object({ email: EmailAddress, revision: Revision }),
  refusals,
  example: { body: { email: "alan@example.org" } },
}, (call) => {
  const { app, host, body: { email: address } } = call;
  return changeBooking(
    call,
    ({ id }, revision) =>
      bookings.removeExtraGuest(app, id, { hostId: host.id, address, revision }),
  );
});

export const setNoShow = operation({
  ...changing,
  id: "bookings.noShow",
  path: "/v0/me/bookings/{id}/no-show",
  summary: "Mark a guest as a no-show, or remove the mark",
  body: v.object({ noShow: v.optional(v.boolean(), true) }),
  refusals: [...refusals, "not-offered"],
  example: { body: { noShow: true } },
}, ({ body: { noShow: isNoShow }, ...call }) => {
  const { app, host, revision } = call;
  const mark = { hostId: host.id, isNoShow, revision };
  return changeBooking(call, ({ id }) => bookings.noShow(app, id, mark));
});

export const reassignBooking = operation({
  ...changing,
  id: "bookings.reassign",
  path: "/v0/me/bookings/{id}/reassign",
  summary: "Reassign a team’s booking to another member",
  description:
    "`from` is you if missing; an owner or admin may name any of its hosts. Without `to` whoever is free and has the turn takes it.",
  body: v.object({ from: v.optional(Id), to: v.optional(Id), revision: Revision }),
  answer: givenAway,
  refusals: [...refusals, "not-offered"],
  example: { body: {} },
}, (call) => {
  const { app, host, body: { from = host.id, to = "any-free" } } = call;
  const by = { hostId: host.id };
  return giveBooking(
    call,
    ({ id }, revision) => bookings.reassign(app, id, { by, from, to, revision }),
  );
});

export const withdrawFromBooking = operation({
  ...changing,
  id: "bookings.withdraw",
  path: "/v0/me/bookings/{id}/withdraw",
  summary: "Take yourself out of a meeting of several members",
  description: "The others keep it; without another required member it is cancelled.",
  body: v.object({ revision: Revision }),
  answer: givenAway,
  refusals: [...refusals, "not-offered"],
  example: { body: {} },
}, (call) => {
  const { app, host } = call;
  return giveBooking(
    call,
    ({ id }, revision) => bookings.withdraw(app, id, { hostId: host.id, by: "host", revision }),
  );
});

export const restoreEntries = operation({
  ...changing,
  id: "bookings.restoreEntry",
  path: "/v0/me/bookings/{id}/restore-entry",
  summary: "Write a booking into the calendar again",
  description: "Where its entry was moved or deleted there; the booking stays as it is.",
  refusals: ["changed"],
}, (call) => {
  const { app, host } = call;
  return changeBooking(call, async (booking) => {
    const restored = await connections.restoreEntries(app, host.id, booking.id);
    return restored.ok ? accepted(booking) : restored;
  });
});

export const retryJob = operation({
  ...changing,
  id: "bookings.retryJob",
  path: "/v0/me/bookings/{id}/jobs/{job}/retry",
  summary: "Try an email or a calendar write of a booking again",
  refusals: ["changed"],
}, (call) => {
  const { app, host, params } = call;
  return changeBooking(call, async (booking) => {
    const known = await listJobsOfBooking(app.kv, booking.id);
    if (!known.some(({ id }) => id === params.job)) return refused("not-found");
    const retried = await jobs.retryJob(app, host.id, params.job);
    return retried.ok ? accepted(booking) : retried;
  });
});
