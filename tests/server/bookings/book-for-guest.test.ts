import assert from "node:assert/strict";
import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import type { App } from "$lib/server/app.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as blockList from "$lib/server/guests/block-list.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { busyCalendar, connectCalendar } from "../../support/stub-calendar.ts";
import { teamTown } from "../../support/team-town.ts";
import { bookingRequest, mondayTen, town } from "../../support/town.ts";

const { guest } = bookingRequest();
const HOUR = 3_600_000;

async function withType(input: Partial<EventTypeInput> = {}, app: Parameters<typeof town>[0] = {}) {
  return await town({ ...app, type: { slug: "visit", ...input } });
}

const book = (app: App, hostId: string, typeId: string, given = {}) =>
  getHost(app.kv, hostId).then((host) =>
    bookings.bookForGuest(app, host!, {
      typeId,
      start: mondayTen,
      minutes: null,
      guest,
      key: null,
      ...given,
    })
  );

Deno.test("bookForGuest: confirmed without approval; the history names the host, the guest is told", async () => {
  const { app, host, type } = await withType();
  using _ = app;
  const booked = await book(app, host.id, type.id);
  assert.ok(booked.ok);
  const { booking } = booked.value;
  assert.equal(booking.status, "CONFIRMED");
  assert.equal(booking.changedBy, "host");
  assert.equal(booking.type.decision, "approval", "a later request of the guest asks the host");
  const [entry] = await listHistory(app.kv, booking.id);
  assert.deepEqual([entry?.by, entry?.hostId, entry?.event], ["host", host.id, "confirmed"]);
  const emails = (await listJobsOfBooking(app.kv, booking.id)).flatMap(({ work }) =>
    work.kind === "send-email" ? [work.emailKind] : []
  );
  assert.deepEqual(emails.sort(), ["guest-confirmed", "host-confirmed"]);
});

Deno.test("bookForGuest: hours, notice, length, questions and what is taken hold for hosts too", async () => {
  const { app, host, type } = await withType({
    minimumNotice: 60,
    questions: [{ slug: "topic", label: "Topic", kind: "short", required: true, options: [] }],
  });
  using _ = app;
  const answers = [["topic", "Mills"]] as [string, string][];
  const refusalOf = async (given = {}) => {
    const booked = await book(app, host.id, type.id, { guest: { ...guest, answers }, ...given });
    return booked.ok ? "ok" : booked.refusal.code;
  };
  assert.equal(await refusalOf({ guest }), "invalid");
  assert.equal(await refusalOf({ start: mondayTen - 2 * HOUR }), "not-offered");
  assert.equal(await refusalOf({ minutes: 45 }), "not-offered");
  app.at(mondayTen - HOUR / 2);
  assert.equal(await refusalOf(), "not-offered");
  app.at(mondayTen - 24 * HOUR);
  assert.equal(await refusalOf(), "ok");
  assert.equal(await refusalOf(), "taken");
});

Deno.test("bookForGuest: a blocked guest is refused", async () => {
  const { app, host, type } = await withType();
  using _ = app;
  assert.ok((await blockList.block(app, host.id, guest.email)).ok);
  const booked = await book(app, host.id, type.id);
  assert.equal(!booked.ok && booked.refusal.code, "declined");
});

Deno.test("bookForGuest: needs no private link and no verified email; what is off or only for teams is refused", async () => {
  const { app, host, type } = await withType({
    privateLinkOnly: true,
    requireVerifiedEmail: true,
  }, { app: { sendMail: () => Promise.resolve({ messageId: "1" }) } as never });
  using _ = app;
  const booked = await book(app, host.id, type.id);
  assert.ok(booked.ok && booked.value.booking.status === "CONFIRMED");
  for (
    const [slug, input] of [["off", { active: false }], ["part", { onlyForTeams: true }]] as const
  ) {
    const other = await withType({ ...input, slug }, {
      on: app,
      host: { preferredUsername: slug },
    });
    const refused = await book(app, other.host.id, other.type.id);
    assert.equal(!refused.ok && refused.refusal.code, slug === "off" ? "inactive" : "not-found");
  }
});

Deno.test("bookForGuest: a calendar that does not answer leaves a request", async () => {
  const openCalendar = busyCalendar(() => Promise.reject(new Error("away")));
  const { app, host, type } = await withType({}, { app: { openCalendar } });
  using _ = app;
  await connectCalendar(app, host, []);
  const booked = await book(app, host.id, type.id);
  assert.ok(booked.ok);
  assert.equal(booked.value.booking.status, "PENDING");
  assert.equal(booked.value.booking.approvalReason, "unreachable");
});

Deno.test("bookForGuest: a busy calendar takes the time", async () => {
  const busy = [{ start: mondayTen, end: mondayTen + HOUR }];
  const openCalendar = busyCalendar(() => Promise.resolve(busy));
  const { app, host, type } = await withType({}, { app: { openCalendar } });
  using _ = app;
  await connectCalendar(app, host, []);
  const booked = await book(app, host.id, type.id);
  assert.equal(!booked.ok && booked.refusal.code, "taken");
});

Deno.test("bookForGuest: the same key books once, and belongs to its host", async () => {
  const { app, host, type } = await withType();
  using _ = app;
  const key = { route: "a test", value: "k".repeat(20) };
  const first = await book(app, host.id, type.id, { key });
  const again = await book(app, host.id, type.id, { key });
  assert.ok(first.ok && again.ok && again.value.replayed);
  assert.equal(again.value.booking.id, first.value.booking.id);
});

Deno.test("bookForGuest: of a team, managers decide, members request, others find nothing", async () => {
  const { app, hosts: [ada, ben, cleo], type } = await teamTown();
  using _ = app;
  const outsider = (await town({ on: app, host: { preferredUsername: "dora" } })).host;
  const byOwner = await book(app, ada!.id, type.id);
  assert.ok(byOwner.ok && byOwner.value.booking.status === "CONFIRMED");
  assert.ok(byOwner.value.booking.team);
  const byMember = await book(app, ben!.id, type.id);
  assert.ok(byMember.ok && byMember.value.booking.status === "PENDING");
  const history = await listHistory(app.kv, byMember.value.booking.id);
  assert.equal(history[0]?.hostId, ben!.id);
  const byOther = await book(app, outsider.id, type.id);
  assert.equal(!byOther.ok && byOther.refusal.code, "not-found");
  assert.equal((await bookings.findTypeToBook(app, cleo!.id, type.id))?.decides, false);
});
