import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { block } from "$lib/server/guests/block-list.ts";
import * as guestData from "$lib/server/guests/erasure.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { listAll } from "$lib/server/kv/commit.ts";
import { searchBookings } from "$lib/server/store/search.ts";
import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { traces } from "../../support/full-account.ts";
import { granted, refusal } from "../../support/granted.ts";
import {
  bookingRequest,
  mondayTen,
  outboxOf,
  type RequestChange,
  town,
} from "../../support/town.ts";
import { runDue } from "../../support/job-runs.ts";

const alan = "alan@example.net", mary = "mary@example.net";

/** Ada with a type whose guests may bring others, and the emails that were sent. */
async function stage(type: Partial<EventTypeInput> = {}, extraGuests = [alan, mary]) {
  const { app, host } = await town({
    type: { slug: "open", allowExtraGuests: true, whenCalendarStale: "ignore", ...type },
  });
  const sent = outboxOf(app);
  const request = (given: RequestChange = {}) =>
    bookings.request(app, bookingRequest({ slug: "open", extraGuests, ...given }));
  /** Sends what is due; subjects by recipient. */
  const to = async (...addresses: string[]) => {
    await runDue(app);
    return sent.splice(0).filter((email) => addresses.includes(email.to.address));
  };
  return { app, host, request, to };
}

type Stage = Awaited<ReturnType<typeof stage>>;

async function confirmed({ app, host, request }: Stage) {
  const requested = await granted(request());
  const decision = { hostId: host.id, revision: 1, message: "", force: true };
  return await granted(bookings.confirm(app, requested.booking.id, decision));
}

const change = ({ app }: Stage, id: string, guests: string[], revision: number | null = null) =>
  bookings.changeExtraGuests(app, id, { guests, revision });

const refusalOf = (outcome: Awaited<ReturnType<Stage["request"]>>) =>
  outcome.ok ? "ok" : outcome.refusal.fields?.["guests"] ?? outcome.refusal.code;

Deno.test("extra guests hear nothing of a request, and are invited once the host confirms it", async () => {
  const scene = await stage(), { app } = scene;
  const requested = await granted(scene.request());
  assert.deepEqual(requested.booking.extraGuests, [alan, mary]);
  assert.deepEqual(await scene.to(alan, mary), []);
  const decision = { hostId: scene.host.id, revision: 1, message: "", force: true };
  assert((await bookings.confirm(app, requested.booking.id, decision)).ok);
  const invited = await scene.to(alan, mary);
  assert.deepEqual(invited.map(({ to }) => to.address).sort(), [alan, mary]);
  assert.equal(new Set(invited.map(({ messageId }) => messageId)).size, 2);
  for (const { invitation, text, html, links } of invited) {
    assert.equal(invitation?.method, "REQUEST");
    const lines = invitation.content.replace(/\r\n /g, "");
    for (const address of [alan, mary, "grace@example.com", "ada@example.org"]) {
      assert.match(lines, new RegExp(`ATTENDEE[^\\n]*mailto:${address}`));
    }
    assert.deepEqual(links, []);
    for (const content of [text, html, lines]) assert.doesNotMatch(content, /\/booking\//);
  }
});

Deno.test("extra guests are told of another time and of the end with it", async () => {
  const scene = await stage(), { app } = scene;
  const { id, revision } = await confirmed(scene);
  await scene.to();
  const start = mondayTen + 2 * HOUR;
  const by = { actor: "host" as const, hostId: scene.host.id, force: true };
  await granted(bookings.reschedule(app, id, { by, start, revision, key: null }));
  const updated = await scene.to(alan, mary);
  assert.deepEqual(updated.map(({ invitation }) => invitation?.method), ["REQUEST", "REQUEST"]);
  assert.match(updated[0]?.invitation?.content ?? "", /SEQUENCE:1/);
  const guest = { actor: "guest" as const };
  assert((await bookings.cancel(app, id, { by: guest, reason: "", revision: null })).ok);
  const ended = await scene.to(alan, mary);
  assert.deepEqual(ended.map(({ invitation }) => invitation?.method), ["CANCEL", "CANCEL"]);
  assert.match(ended[0]?.invitation?.content ?? "", /STATUS:CANCELLED/);
});

Deno.test("changeExtraGuests: who is added is invited, who is removed gets a CANCEL of their own", async () => {
  const scene = await stage();
  const { id, revision } = await confirmed(scene);
  await scene.to();
  const third = "carl@example.net";
  const changed = await granted(change(scene, id, [alan, third], revision));
  assert.equal(changed.sequence, 0);
  const told = await scene.to(alan, mary, third, "grace@example.com");
  assert.deepEqual(
    told.map(({ to, invitation }) => [to.address, invitation?.method]).sort(),
    [[third, "REQUEST"], [mary, "CANCEL"]],
  );
  const removal = told.find(({ to }) => to.address === mary)?.invitation?.content ?? "";
  assert.doesNotMatch(removal, /STATUS|alan@|carl@|grace@/);
  assert.match(removal.replace(/\r\n /g, ""), /PARTSTAT=NEEDS-ACTION;[^\n]*mary@/);
  assert.equal(refusal(await change(scene, id, [alan], revision)).code, "changed");
  const again = await granted(change(scene, id, [alan, third]));
  assert.equal(again.revision, changed.revision, "nothing changes");
  assert((await change(scene, id, [alan, third, mary])).ok);
  assert.deepEqual((await scene.to(alan, mary, third)).map(({ to }) => to.address), [mary]);
});

Deno.test("without approval, extra guests are invited once the guest has verified their address", async () => {
  const scene = await stage({ decision: "instant" }), { app } = scene;
  const { booking } = await granted(scene.request());
  assert.equal(booking.status, "CONFIRMED");
  const first = await scene.to(alan, mary, "grace@example.com");
  assert.deepEqual(new Set(first.map(({ to }) => to.address)), new Set(["grace@example.com"]));
  assert(first.some(({ text }) => text.includes("/verify-email/")));
  const third = "carl@example.net";
  assert((await change(scene, booking.id, [alan, third])).ok);
  assert.deepEqual(await scene.to(alan, mary, third), []);
  assert((await bookings.verifyGuestEmail(app, booking.id, 1)).ok);
  const invited = await scene.to(alan, mary, third);
  assert.deepEqual(invited.map(({ to }) => to.address).sort(), [alan, third]);
  const again = await granted(bookings.verifyGuestEmail(app, booking.id, 1));
  assert.equal(again.revision, 3);
  assert((await change(scene, booking.id, [])).ok);
  assert.equal((await scene.to(alan, third)).length, 2);
});

Deno.test("without approval and with a verified address, extra guests are invited at once", async () => {
  const scene = await stage({ decision: "instant", requireVerifiedEmail: true }), { app } = scene;
  const requested = await granted(scene.request());
  assert.deepEqual(await scene.to(alan, mary), []);
  assert((await bookings.verifyGuestEmail(app, requested.booking.id, 1)).ok);
  assert.equal((await scene.to(alan, mary)).length, 2);
});

Deno.test("request: extra guests only where the type takes them, and nobody who is there already", async () => {
  const closed = await stage({ allowExtraGuests: false });
  assert.equal(refusalOf(await closed.request()), "guests-not-taken");
  assert.equal(refusalOf(await closed.request({ extraGuests: [] })), "ok");
  const seats = await stage({ seats: 4 });
  assert.equal(refusalOf(await seats.request()), "guests-not-taken");
  const scene = await stage();
  for (const own of ["GRACE+x@example.com", "grace@example.com"]) {
    assert.equal(refusalOf(await scene.request({ extraGuests: [alan, own] })), "guest-self");
  }
  const hosts = { extraGuests: ["Ada@example.org"] };
  assert.equal(refusalOf(await scene.request(hosts)), "guest-host");
  const { id } = await confirmed(scene);
  for (
    const [address, why] of [["ada+1@example.org", "guest-host"], [
      "grace@example.com",
      "guest-self",
    ]]
  ) {
    assert.equal(refusal(await change(scene, id, [address!])).fields?.["guests"], why);
  }
});

Deno.test("request: the block list and the limit of emails hold for each extra guest", async () => {
  const scene = await stage({ slotInterval: 30 }), { app } = scene;
  assert((await block(app, scene.host.id, mary)).ok);
  assert.equal(refusalOf(await scene.request()), "guests-declined");
  const { id } = await confirmed({ ...scene, request: () => scene.request({ extraGuests: [] }) });
  assert.equal(refusal(await change(scene, id, [mary])).fields?.["guests"], "guests-declined");
  app.settings.emailsPerRecipient = 3;
  const nth = (n: number) => {
    const guest = { email: `guest-${n}@example.com` };
    return scene.request({
      guest,
      start: mondayTen + n * HOUR,
      extraGuests: [`alan+${n}@example.net`],
    });
  };
  for (const n of [1, 2, 3]) assert.equal(refusalOf(await nth(n)), "ok");
  assert.equal(refusalOf(await nth(4)), "too-many-emails");
  assert.equal(refusal(await change(scene, id, [alan])).code, "too-many-emails");
  const counts = await listAll<number>(app.kv, { prefix: ["email_count"] });
  assert.equal(Math.max(...counts.map(({ value }) => value)), 3);
});

Deno.test("changeExtraGuests: not after the notice of the host, and not of a booking that has ended", async () => {
  const scene = await stage({ rescheduleNotice: 60 }), { app } = scene;
  const { id } = await confirmed(scene);
  app.at(mondayTen - HOUR);
  assert.equal(refusal(await change(scene, id, [])).code, "too-late");
  const by = { actor: "host" as const, hostId: scene.host.id };
  assert((await bookings.cancel(app, id, { by, reason: "", revision: null })).ok);
  assert.equal(refusal(await change(scene, id, [])).code, "already-cancelled");
});

Deno.test("erasure: an extra guest is found and erased by their address, the booking stays its guest's", async () => {
  const scene = await stage(), { app } = scene;
  const { id } = await confirmed(scene);
  await scene.to();
  const found = async (text: string) => {
    const search = { text, status: null, typeId: null };
    return (await searchBookings(app.kv, scene.host.id, search, 9)).bookings.length;
  };
  assert.equal(await found("mary@example.net"), 1);
  assert.equal((await guestData.countGuestBookings(app, scene.host.id, mary)).all, 1);
  assert.equal((await guestData.eraseGuestData(app, scene.host, mary)).upcoming.length, 1);
  app.at(mondayTen + DAY);
  await runDue(app);
  assert.equal((await guestData.eraseGuestData(app, scene.host, "Mary@example.net")).erased, 1);
  const is = await getBooking(app.kv, id);
  assert.deepEqual([is?.extraGuests, is?.guest.email], [[alan], "grace@example.com"]);
  assert.deepEqual(await traces(app.kv, ["mary"]), []);
  assert.equal(await found("mary@example.net"), 0);
  assert.equal(await found("alan@example.net"), 1);
  assert.equal((await guestData.eraseGuestData(app, scene.host, "grace@example.com")).erased, 1);
  assert.deepEqual((await getBooking(app.kv, id))?.extraGuests, []);
  assert.deepEqual(await traces(app.kv, ["alan", "grace@"]), []);
});

Deno.test("removeExtraGuest: a host removes one, who gets a CANCEL of their own; nobody else is told", async () => {
  const scene = await stage(), { app } = scene;
  const { id, revision } = await confirmed(scene);
  await scene.to();
  const remove = (hostId: string, address: string, shown: number | null = null) =>
    bookings.removeExtraGuest(app, id, { hostId, address, revision: shown });
  assert.equal(refusal(await remove("somebody-else", mary)).code, "not-found");
  assert.equal(refusal(await remove(scene.host.id, mary, revision - 1)).code, "changed");

  const removed = await granted(remove(scene.host.id, "Mary@Example.net", revision));
  assert.deepEqual([removed.extraGuests, removed.changedBy], [[alan], "host"]);
  const told = await scene.to(alan, mary, "grace@example.com", "ada@example.org");
  assert.deepEqual(told.map(({ to, invitation }) => [to.address, invitation?.method]), [
    [mary, "CANCEL"],
  ]);
  const again = await granted(remove(scene.host.id, mary));
  assert.equal(again.revision, removed.revision, "nothing changes");
  const by = { actor: "host" as const, hostId: scene.host.id };
  assert((await bookings.cancel(app, id, { by, reason: "", revision: null })).ok);
  assert.equal(refusal(await remove(scene.host.id, alan)).code, "already-cancelled");
});

Deno.test("removeExtraGuest: while invitations wait for the guest, nobody is written to", async () => {
  const scene = await stage({ decision: "instant" }), { app } = scene;
  const { booking } = await granted(scene.request());
  await scene.to();
  const removal = { hostId: scene.host.id, address: mary, revision: null };
  assert((await bookings.removeExtraGuest(app, booking.id, removal)).ok);
  assert.deepEqual(await scene.to(alan, mary, booking.guest.email), []);
});
