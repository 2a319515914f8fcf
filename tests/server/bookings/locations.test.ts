import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { Location } from "$lib/scheduling/location.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { cancelSharedSlot } from "$lib/server/bookings/shared-slot-actions.ts";
import * as connections from "$lib/server/connections/index.ts";
import type { Email } from "$lib/server/email/email.ts";
import { eraseGuestData } from "$lib/server/guests/erasure.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { granted, refusal } from "../../support/granted.ts";
import {
  connected,
  type Provider,
  type ProviderTown,
  providerTown,
} from "../../support/provider-hosts.ts";
import { addEventType, bookingRequest, mondayTen, outboxOf, town } from "../../support/town.ts";
import { runDue } from "../../support/job-runs.ts";

const meet: Location = { kind: "google-meet" }, teams: Location = { kind: "microsoft-teams" };
const byHost = (hostId: string) => ({ by: { actor: "host" as const, hostId }, revision: null });

interface World extends ProviderTown {
  sent: Email[];
  drain(): Promise<void>;
  book(change?: Partial<Parameters<typeof bookingRequest>[0]>): Promise<Booking>;
  now(id: string): Promise<Booking>;
}

/** Ada with an instant type at this location, and her calendar at a provider. */
async function world(
  location: Location,
  provider: Provider | null,
  type: { seats?: number; decision?: "instant" | "approval" } = {},
): Promise<World> {
  const given = await providerTown();
  const { app, ada } = given;
  const sent = outboxOf(app);
  if (provider) await connected(given, provider);
  await addEventType(app, ada, { slug: "talk", decision: "instant", location, ...type });
  return {
    ...given,
    sent,
    async drain() {
      await runDue(app);
    },
    async book(change = {}) {
      const requested = await granted(
        bookings.request(app, bookingRequest({ slug: "talk", ...change })),
      );
      return requested.booking;
    },
    now: async (id) => (await getBooking(app.kv, id))!,
  };
}

const guests = ({ sent }: World) => sent.filter(({ to }) => to.address === "grace@example.com");
const toAda = ({ sent }: World) => sent.filter(({ to }) => to.address === "ada@example.org");
const linkOf = ({ type: { location } }: Booking) =>
  "value" in location ? location.value : undefined;

for (
  const [provider, location, link] of [
    ["google", meet, /^https:\/\/meet\.google\.com\//],
    ["microsoft", teams, /^https:\/\/teams\.microsoft\.com\//],
  ] as const
) {
  const service = (given: World) => provider === "google" ? given.google : given.graph;

  Deno.test(`conference at ${provider}: a link that takes its time reaches the guest by an updated invitation`, async () => {
    await using given = await world(location, provider);
    service(given).conferences = "pending";
    const { id } = await given.book();
    await given.drain();
    assert.equal(linkOf(await given.now(id)), null);
    assert.match(guests(given).at(-1)!.text, /The link follows/);
    assert.equal(guests(given).length, 1);

    service(given).conferences = "made";
    given.app.at(given.app.now() + MINUTE);
    await given.drain();
    assert.match(linkOf(await given.now(id)) ?? "", link);
    const told = guests(given).at(-1)!;
    assert.match(told.subject, /^Where you meet/);
    assert.equal(told.invitation?.method, "REQUEST");
    assert.ok(told.invitation.content.replace(/\r\n /g, "").includes(linkOf(await given.now(id))!));
    const history = (await listHistory(given.app.kv, id)).map(({ event }) => event);
    assert.equal(history.at(-1), "conference-made");
  });

  Deno.test(`conference at ${provider}: rescheduling keeps its link and its event, a new booking has another`, async () => {
    await using given = await world(location, provider);
    const { id } = await given.book();
    await given.drain();
    const before = linkOf(await given.now(id));
    const start = mondayTen + 3 * HOUR;
    const by = { actor: "host" as const, hostId: given.ada.id, force: true };
    const change = { by, start, revision: null, key: null };
    assert.ok((await bookings.reschedule(given.app, id, change)).ok);
    await given.drain();
    assert.equal(linkOf(await given.now(id)), before);
    if (provider === "microsoft") {
      const [event] = [...given.graph.events.values()];
      assert.equal(event?.resource.isOnlineMeeting, true, "its text keeps the meeting");
    }
    const other = await given.book();
    await given.drain();
    assert.match(linkOf(await given.now(other.id)) ?? "", link);
    assert.notEqual(linkOf(await given.now(other.id)), before);
  });

  for (const behaviour of ["none", "refused"] as const) {
    Deno.test(`conference at ${provider}: where it is ${behaviour}, the booking stands and the host is told`, async () => {
      await using given = await world(location, provider);
      service(given).conferences = behaviour;
      const { id } = await given.book();
      await given.drain();
      const booking = await given.now(id);
      assert.equal(booking.status, "CONFIRMED");
      assert.deepEqual(booking.type.location, {
        kind: location.kind,
        value: null,
        hostId: given.ada.id,
        failed: true,
      });
      const events = provider === "google"
        ? [...given.google.calendars.values()].flatMap(({ events }) => [...events.values()])
        : [...given.graph.events.values()];
      assert.equal(events.length, 1, "the event is in the calendar");
      const jobs = await listJobsOfBooking(given.app.kv, id);
      assert.ok(jobs.every(({ state }) => state !== "failed"), "written without a failure");
      assert.match(toAda(given).at(-1)!.subject, /^No video link/);
      assert.match(guests(given).at(-1)!.text, /The link follows/);

      service(given).conferences = "made";
      const set = { hostId: given.ada.id, location: { kind: location.kind }, revision: null };
      assert.ok((await bookings.setLocation(given.app, id, set)).ok, "the host tries again");
      await given.drain();
      assert.match(linkOf(await given.now(id)) ?? "", link);
    });
  }
}

Deno.test("conference: a service that never finishes is given up after an hour", async () => {
  await using given = await world(meet, "google");
  given.google.conferences = "pending";
  const { id } = await given.book();
  for (let minutes = 0; minutes <= 75; minutes += 5) {
    await given.drain();
    given.app.at(given.app.now() + 5 * MINUTE);
  }
  assert.match(toAda(given).at(-1)!.subject, /^No video link/);
  const { location } = (await given.now(id)).type;
  assert.equal("failed" in location && location.failed, true);
});

Deno.test("conference: a calendar that is gone when the request is confirmed leaves it for later", async () => {
  await using given = await world(meet, null, { decision: "approval" });
  const connection = await connected(given, "google");
  const { id, revision, type } = await given.book();
  assert.equal(type.location.kind, "google-meet");
  assert.ok((await connections.disconnect(given.app, given.ada.id, connection.id)).ok);
  const decision = { hostId: given.ada.id, revision, message: "", force: true };
  assert.ok((await bookings.confirm(given.app, id, decision)).ok);
  await given.drain();
  assert.deepEqual((await given.now(id)).type.location, { kind: "later" });
  assert.match(guests(given).at(-1)!.text, /Decided later/);
});

Deno.test("conference: a calendar that is gone before the event is written is told to the host", async () => {
  await using given = await world(meet, null);
  const connection = await connected(given, "google");
  const { id, status } = await given.book();
  assert.equal(status, "CONFIRMED");
  assert.ok((await connections.disconnect(given.app, given.ada.id, connection.id)).ok);
  await given.drain();
  const { location } = (await given.now(id)).type;
  assert.equal("failed" in location && location.failed, true);
  assert.match(toAda(given).at(-1)!.subject, /^No video link/);
});

Deno.test("pattern: every booking has a room of its own, and guests of one time share it", async () => {
  const pattern: Location = { kind: "link", value: "https://meet.jit.si/{random}" };
  await using given = await world(pattern, null);
  const [one, other] = [await given.book(), await given.book({ start: mondayTen + HOUR })];
  assert.notEqual(linkOf(one), linkOf(other));
  assert.match(linkOf(one)!, /^https:\/\/meet\.jit\.si\/[a-z2-8]{26}$/);

  await using group = await world(pattern, null, { seats: 3 });
  const first = await group.book(), second = await group.book();
  assert.equal(linkOf(first), linkOf(second));
  const third = await group.book({ start: mondayTen + HOUR });
  assert.notEqual(linkOf(third), linkOf(first));
  const by = { actor: "host" as const, hostId: group.ada.id, force: true };
  const change = { by, start: mondayTen, revision: null, key: null };
  const joined = await granted(bookings.reschedule(group.app, third.id, change));
  assert.equal(linkOf(joined), linkOf(first), "who joins a time meets where it takes place");
});

Deno.test("conference: all guests of one time get the one link of their event", async () => {
  await using given = await world(meet, "google", { seats: 3 });
  const first = await given.book();
  const request = bookingRequest();
  const second = await given.book({ guest: { ...request.guest, email: "hedy@example.com" } });
  await given.drain();
  const [one, other] = [await given.now(first.id), await given.now(second.id)];
  assert.match(linkOf(one) ?? "", /^https:\/\/meet\.google\.com\//);
  assert.equal(linkOf(other), linkOf(one));
  for (const address of ["grace@example.com", "hedy@example.com"]) {
    const told = given.sent.filter(({ to }) => to.address === address).at(-1)!;
    assert.ok(told.text.includes(linkOf(one)!), address);
  }
  const late = await given.book({ guest: { ...request.guest, email: "mary@example.com" } });
  assert.equal(linkOf(late), linkOf(one), "who comes later has it at once");
  assert.ok((await cancelSharedSlot(given.app, first.slot, { hostId: given.ada.id })).ok);
});

Deno.test("setLocation: what was decided later reaches the guest by the updated invitation", async () => {
  await using given = await world({ kind: "later" }, null);
  const { id, revision } = await given.book();
  await given.drain();
  const location = { kind: "address" as const, value: "Torstraße 12" };
  const set = { hostId: given.ada.id, location, revision };
  assert.deepEqual(
    await bookings.setLocation(given.app, id, { ...set, hostId: "somebody" }),
    { ok: false, refusal: { code: "not-found" } },
  );
  const outdated = await refusal(
    bookings.setLocation(given.app, id, { ...set, revision: revision + 7 }),
  );
  assert.equal(outdated.code, "changed");
  assert.ok((await bookings.setLocation(given.app, id, set)).ok);
  await given.drain();
  const told = guests(given).at(-1)!;
  assert.match(told.text, /Torstraße 12/);
  assert.match(told.invitation!.content, /LOCATION:Torstra/);
  const made = { ...set, revision: null, location: { kind: "google-meet" as const } };
  const unavailable = await refusal(bookings.setLocation(given.app, id, made));
  assert.deepEqual(unavailable.fields, {
    location: "conference-unavailable",
  });
  assert.ok((await bookings.cancel(given.app, id, { ...byHost(given.ada.id), reason: "" })).ok);
  const elsewhere = { ...set, revision: null, location: { ...location, value: "Elsewhere" } };
  const over = await refusal(bookings.setLocation(given.app, id, elsewhere));
  assert.equal(over.code, "already-cancelled");
});

Deno.test("call-guest: the number is needed, kept as it was written, and erased with the guest", async () => {
  const { app, host } = await town({
    type: { slug: "talk", decision: "instant", location: { kind: "call-guest" } },
  });
  const ask = (phone?: string) => {
    const request = bookingRequest({ slug: "talk" });
    const guest = { ...request.guest, ...(phone === undefined ? {} : { phone }) };
    return bookings.request(app, { ...request, guest });
  };
  for (
    const [phone, error] of [[undefined, "phone-needed"], [" ", "phone-needed"], [
      "me",
      "phone-invalid",
    ], ["12", "phone-invalid"]] as const
  ) {
    assert.deepEqual(refusal(await ask(phone)).fields, { phone: error }, phone);
  }
  const asked = await granted(ask("(030) 123-4567 ext. 8"));
  assert.equal(asked.booking.guest.phone, "(030) 123-4567 ext. 8");
  app.at(mondayTen + DAY);
  await runDue(app);
  await eraseGuestData(app, host, "grace@example.com");
  assert.doesNotMatch(JSON.stringify(await getBooking(app.kv, asked.booking.id)), /4567/);
});

Deno.test("choice: a place that is not offered is refused, and no number is kept where none is needed", async () => {
  const options = [{ kind: "call-guest" as const }, { kind: "address" as const, value: "Here" }];
  const { app } = await town({ type: { slug: "talk", location: { kind: "choice", options } } });
  const request = bookingRequest({ slug: "talk" });
  const guest = { ...request.guest, phone: "+49 30 1234567" };
  for (const location of [null, "There", "google-meet"]) {
    const refused = await refusal(bookings.request(app, { ...request, location }));
    assert.deepEqual(refused.fields, { location: "place-needed" });
  }
  const asked = await granted(bookings.request(app, { ...request, guest, location: "Here" }));
  assert.deepEqual(asked.booking.type.location, { kind: "address", value: "Here" });
  assert.equal(asked.booking.guest.phone, undefined);
});
