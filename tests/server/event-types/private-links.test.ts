import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import { exportAccount } from "$lib/server/hosts/export.ts";
import { guestBookingView } from "$lib/server/views/guest-booking-view.ts";
import { composeEmail } from "$lib/server/jobs/send-email.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { hashOf } from "$lib/server/runtime/secrets.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { committingStore } from "../../support/altered-store.ts";
import { granted, refusal } from "../../support/granted.ts";
import { type TestApp, testHost } from "../../support/test-app.ts";
import {
  addEventType,
  addHost,
  ask,
  bookingRequest,
  configuredApp,
  mondayTen,
  town,
} from "../../support/town.ts";

/** Ada with a type that is bookable by private links alone. */
async function closedDoor(app: TestApp): Promise<{ host: Host; type: EventType }> {
  const host = await addHost(app);
  const type = await addEventType(app, host, { slug: "private", privateLinkOnly: true });
  return { host, type };
}

async function aLink(app: TestApp, host: Host, type: EventType, input = {}) {
  const made = await granted(privateLinks.create(app, host, type.id, {
    label: "",
    uses: 1,
    until: null,
    ...input,
  }));
  const shown = (await privateLinks.list(app, host, type))
    .find(({ link }) => link.hash === made.hash)!;
  return { hash: made.hash, secret: new URL(shown.address).searchParams.get("link")! };
}

const wishBy = (link: string | null, start = mondayTen) =>
  bookingRequest({ slug: "private", link, start, minutes: null });

function codeOf(outcome: { ok: true } | { ok: false; refusal: { code: string } }): string {
  return outcome.ok ? "ok" : outcome.refusal.code;
}

Deno.test("a private type is found and booked by its own links alone", async () => {
  const app = await configuredApp();
  const { host, type } = await closedDoor(app);
  const { secret } = await aLink(app, host, type);
  const other = await aLink(app, host, await addEventType(app, host, { slug: "other" }));
  for (const link of [null, "", "x".repeat(43), other.secret]) {
    assert.equal(codeOf(await findBookableType(app, "ada", "private", link)), "not-found");
    assert.equal(codeOf(await bookings.request(app, wishBy(link))), "not-found");
  }
  assert.equal(codeOf(await findBookableType(app, "ada", "private", secret)), "ok");
  const requested = await granted(bookings.request(app, wishBy(secret)));
  assert.equal(requested.booking.privateLinkHash, await hashOf("private-link", secret));
});

Deno.test("a link is good for its uses: of 24 at once by a link for three, three are booked", async () => {
  const app = await configuredApp();
  const { host, type } = await closedDoor(app);
  const { secret } = await aLink(app, host, type, { uses: 3 });
  // Two programs over one store: each has turns of its own.
  const other = { ...app, withLock: <T>(_: readonly string[], act: () => Promise<T>) => act() };
  const all = await Promise.all(
    Array.from(
      { length: 24 },
      (_, i) => bookings.request(i % 2 ? app : other, wishBy(secret, mondayTen + i % 8 * HOUR / 2)),
    ),
  );
  const codes = all.map(codeOf);
  assert.equal(codes.filter((code) => code === "ok").length, 3, codes.join(" "));
  assert.equal(codeOf(await findBookableType(app, "ada", "private", secret)), "link-used");
  const [shown] = await privateLinks.list(app, host, type);
  assert.equal(shown?.state, "used");
  assert.equal(shown?.bookings.length, 3);
});

Deno.test("a link that is revoked while a guest waits in the queue books nothing", async () => {
  const app = await configuredApp();
  const { host, type } = await closedDoor(app);
  const { secret, hash } = await aLink(app, host, type);
  // The very last moment: everything is read, only the commit is left.
  let revoked = false;
  app.kv = committingStore(app.kv, async (make) => {
    if (!revoked) {
      revoked = true;
      // In another process, which has locks of its own.
      app.withLock = (_hostIds, act) => act();
      assert((await privateLinks.revoke(app, host.id, type.id, hash)).ok);
    }
    return await make();
  });
  assert.equal(codeOf(await bookings.request(app, wishBy(secret))), "link-expired");
});

Deno.test("a type that becomes private while a guest waits in the queue is not booked", async () => {
  const { app, host, type } = await town({ type: { slug: "private" } });
  const inTurn = app.withLock;
  app.withLock = async (ids, act) => {
    app.withLock = inTurn;
    const { id, revision } = type;
    await granted(eventTypes.edit(app, host.id, id, revision, {
      ...type,
      colour: "blue",
      privateLinkOnly: true,
    }));
    return await inTurn(ids, act);
  };
  assert.equal(codeOf(await bookings.request(app, wishBy(null))), "not-found");
});

Deno.test("a guest who was rejected or expired returns by the link in page and email", async () => {
  const app = await configuredApp({ sendMail: () => Promise.resolve() });
  const { host, type } = await closedDoor(app);
  const { secret } = await aLink(app, host, type);
  const requested = await granted(bookings.request(app, wishBy(secret)));
  const { id } = requested.booking;
  const no = { hostId: host.id, revision: 1, message: "", force: false };
  const declined = await granted(bookings.reject(app, id, no));
  const behind = await privateLinks.privateLinkSecret(app, declined);
  const view = guestBookingView(
    app,
    declined,
    { hosts: [host], pagePath: "/calendar/ada" },
    requested.token,
    { secret: behind },
  );
  assert.equal(new URL(view.rebook!, app.baseUrl).searchParams.get("link"), secret);
  const email = await composeEmail(app, {
    kind: "send-email",
    emailKind: "rejected",
    to: "guest",
    bookingId: id,
    hostId: host.id,
    sequence: declined.sequence,
    at: app.now(),
  }, { booking: declined, host });
  assert(email.text.includes(`/ada/private?link=${secret}`));
});

const endings: [string, (app: TestApp, id: string, hostId: string) => Promise<unknown>][] = [
  [
    "declined",
    (app, id, hostId) =>
      bookings.reject(app, id, { hostId, revision: 1, message: "", force: false }),
  ],
  [
    "taken back by its guest",
    (app, id) => bookings.cancel(app, id, { by: { actor: "guest" }, reason: "", revision: null }),
  ],
  ["left undecided", async (app, id) => app.at((await getBooking(app.kv, id))!.reservedUntil!)],
];

for (const [how, end] of endings) {
  Deno.test(`a use is given back when its request is ${how}`, async () => {
    const app = await configuredApp();
    const { host, type } = await closedDoor(app);
    const { secret } = await aLink(app, host, type);
    const requested = await granted(bookings.request(app, wishBy(secret, mondayTen + DAY)));
    assert.equal(codeOf(await findBookableType(app, "ada", "private", secret)), "link-used");
    await end(app, requested.booking.id, host.id);
    assert.equal(codeOf(await findBookableType(app, "ada", "private", secret)), "ok");
    assert.equal(codeOf(await bookings.request(app, wishBy(secret, mondayTen + 2 * DAY))), "ok");
    const third = await bookings.request(app, wishBy(secret, mondayTen + 3 * DAY));
    assert.equal(codeOf(third), "link-used");
  });
}

Deno.test("a meeting that has taken place is a use for good", async () => {
  const app = await configuredApp();
  const { host, type } = await closedDoor(app);
  const { secret } = await aLink(app, host, type);
  const requested = await granted(bookings.request(app, wishBy(secret)));
  const yes = { hostId: host.id, revision: 1, message: "", force: false };
  assert((await bookings.confirm(app, requested.booking.id, yes)).ok);
  app.at(app.now() + 30 * DAY);
  assert.equal(codeOf(await findBookableType(app, "ada", "private", secret)), "link-used");
});

Deno.test("a link until a date is good to the end of that date of the host", async () => {
  const app = await configuredApp();
  const { host, type } = await closedDoor(app);
  const { secret } = await aLink(app, host, type, { until: "2026-11-01" });
  const midnight = Date.UTC(2026, 10, 1, 23);
  app.at(midnight - 1);
  assert.equal(codeOf(await findBookableType(app, "ada", "private", secret)), "ok");
  app.at(midnight);
  assert.equal(codeOf(await findBookableType(app, "ada", "private", secret)), "link-expired");
  assert.equal(codeOf(await bookings.request(app, wishBy(secret))), "link-expired");
  const late = await refusal(privateLinks.create(app, host, type.id, {
    label: "",
    uses: 1,
    until: "2026-11-01",
  }));
  assert.deepEqual(late.fields, { until: "date-over" });
});

Deno.test("the guest of a private booking reschedules it without the link, and another host sees none of it", async () => {
  const app = await configuredApp();
  const { host, type } = await closedDoor(app);
  const { secret, hash } = await aLink(app, host, type);
  const requested = await granted(bookings.request(app, wishBy(secret)));
  assert((await privateLinks.revoke(app, host.id, type.id, hash)).ok);
  const rescheduled = await granted(bookings.reschedule(app, requested.booking.id, {
    by: { actor: "guest" },
    start: mondayTen + HOUR,
    revision: null,
    key: null,
  }));
  assert.equal(await privateLinks.privateLinkSecret(app, rescheduled), secret);

  const eve = await testHost(app, { username: "eve", name: "Eve" });
  assert.equal(codeOf(await privateLinks.revoke(app, eve.id, type.id, hash)), "not-found");
  const theirs = { label: "", uses: 1, until: null };
  assert.equal(codeOf(await privateLinks.create(app, eve, type.id, theirs)), "not-found");
});

Deno.test("links are found by hash: no secret lies in the store; they go with their type", async () => {
  const app = await configuredApp();
  const { host, type } = await closedDoor(app);
  const { secret } = await aLink(app, host, type, { label: "For Tilda" });
  const all: string[] = [];
  for await (const entry of app.kv.list({ prefix: [] })) all.push(JSON.stringify(entry));
  assert(all.some((line) => line.includes("For Tilda")));
  assert(!all.some((line) => line.includes(secret)));
  let exported = "";
  for await (const piece of exportAccount(app, host)) exported += piece;
  const [exportedLink] = JSON.parse(exported).privateLinks;
  assert.deepEqual([exportedLink.eventTypeId, exportedLink.label, exportedLink.maxUses], [
    type.id,
    "For Tilda",
    1,
  ]);
  assert(!exported.includes(secret) && !exported.includes("sealed"));
  assert((await eventTypes.remove(app, host.id, type.id)).ok);
  for (const prefix of [["private_link"], keys.allPrivateLinksOf(host.id)]) {
    for await (const entry of app.kv.list({ prefix })) assert.fail(JSON.stringify(entry.key));
  }
});

Deno.test("a public type has its page beside its links; a used-up link says so", async () => {
  const { app, host, type } = await town({ type: { slug: "open" } });
  const { secret } = await aLink(app, host, type);
  await ask(app, { slug: "open", link: secret });
  assert.equal(codeOf(await findBookableType(app, "ada", "open", secret)), "link-used");
  assert.equal(codeOf(await findBookableType(app, "ada", "open")), "ok");
});
