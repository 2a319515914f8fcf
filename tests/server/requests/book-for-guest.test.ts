import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import type { App } from "$lib/server/app.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as blockList from "$lib/server/guests/block-list.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { listHistory } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { granted, refusal } from "../../support/granted.ts";
import { busyCalendar, connectCalendar } from "../../support/stub-calendar.ts";
import { teamTown } from "../../support/team-town.ts";
import { bookingRequest, mondayTen, town } from "../../support/town.ts";

const { guest } = bookingRequest();

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
  const { booking } = await granted(book(app, host.id, type.id));
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
  app.at(mondayTen - DAY);
  assert.equal(await refusalOf(), "ok");
  assert.equal(await refusalOf(), "taken");
});

Deno.test("bookForGuest: a blocked guest is refused", async () => {
  const { app, host, type } = await withType();
  assert.ok((await blockList.block(app, host.id, guest.email)).ok);
  assert.equal(refusal(await book(app, host.id, type.id)).code, "declined");
});

Deno.test("bookForGuest: needs no private link and no verified email; what is off or only for teams is refused", async () => {
  const { app, host, type } = await withType({
    privateLinkOnly: true,
    requireVerifiedEmail: true,
  }, { app: { sendMail: () => Promise.resolve({ messageId: "1" }) } as never });
  const booked = await granted(book(app, host.id, type.id));
  assert.ok(booked.booking.status === "CONFIRMED");
  for (
    const [slug, input] of [["off", { active: false }], ["part", { onlyForTeams: true }]] as const
  ) {
    const other = await withType({ ...input, slug }, {
      on: app,
      host: { preferredUsername: slug },
    });
    const refused = await refusal(book(app, other.host.id, other.type.id));
    assert.equal(refused.code, slug === "off" ? "inactive" : "not-found");
  }
});

Deno.test("bookForGuest: a calendar that does not answer leaves a request", async () => {
  const openCalendar = busyCalendar(() => Promise.reject(new Error("away")));
  const { app, host, type } = await withType({}, { app: { openCalendar } });
  await connectCalendar(app, host, []);
  const booked = await granted(book(app, host.id, type.id));
  assert.equal(booked.booking.status, "PENDING");
  assert.equal(booked.booking.approvalReason, "unreachable");
});

Deno.test("bookForGuest: a busy calendar takes the time", async () => {
  const busy = [{ start: mondayTen, end: mondayTen + HOUR }];
  const openCalendar = busyCalendar(() => Promise.resolve(busy));
  const { app, host, type } = await withType({}, { app: { openCalendar } });
  await connectCalendar(app, host, []);
  assert.equal(refusal(await book(app, host.id, type.id)).code, "taken");
});

Deno.test("bookForGuest: the same key books once, and belongs to its host", async () => {
  const { app, host, type } = await withType();
  const key = { route: "a test", value: "k".repeat(20) };
  const first = await granted(book(app, host.id, type.id, { key }));
  const again = await granted(book(app, host.id, type.id, { key }));
  assert.ok(again.replayed);
  assert.equal(again.booking.id, first.booking.id);
});

Deno.test("bookForGuest: of a team, managers decide, members request, others find nothing", async () => {
  const { app, hosts: [ada, ben, cleo], type } = await teamTown();
  const outsider = (await town({ on: app, host: { preferredUsername: "dora" } })).host;
  const byOwner = await granted(book(app, ada!.id, type.id));
  assert.ok(byOwner.booking.status === "CONFIRMED");
  assert.ok(byOwner.booking.team);
  const byMember = await granted(book(app, ben!.id, type.id));
  assert.ok(byMember.booking.status === "PENDING");
  const history = await listHistory(app.kv, byMember.booking.id);
  assert.equal(history[0]?.hostId, ben!.id);
  assert.equal(refusal(await book(app, outsider.id, type.id)).code, "not-found");
  assert.equal((await bookings.findTypeToBook(app, cleo!.id, type.id))?.decides, false);
});
