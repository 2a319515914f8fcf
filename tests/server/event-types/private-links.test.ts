import assert from "node:assert/strict";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import { exportAccount } from "$lib/server/hosts/export.ts";
import { guestBookingView } from "$lib/server/bookings/guest-booking-view.ts";
import { composeEmail } from "$lib/server/jobs/send-email.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { hashOf } from "$lib/server/runtime/secrets.ts";
import { keys } from "$lib/server/store/keys.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { type TestApp, testHost } from "../../support/test-app.ts";
import {
  addEventType,
  addHost,
  bookingRequest,
  configuredApp,
  mondayTen,
  town,
} from "../../support/town.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Ada with a type that is bookable by private links alone. */
async function closedDoor(app: TestApp): Promise<{ host: Host; type: EventType }> {
  const host = await addHost(app);
  const type = await addEventType(app, host, { slug: "private", privateLinkOnly: true });
  return { host, type };
}

async function aLink(app: TestApp, host: Host, type: EventType, input = {}) {
  const made = await privateLinks.create(app, host, type.id, {
    label: "",
    uses: 1,
    until: null,
    ...input,
  });
  assert(made.ok, JSON.stringify(made));
  const shown = (await privateLinks.list(app, host, type))
    .find(({ link }) => link.hash === made.value.hash)!;
  return { hash: made.value.hash, secret: new URL(shown.address).searchParams.get("link")! };
}

const wishBy = (link: string | null, start = mondayTen) =>
  bookingRequest({ slug: "private", link, start, minutes: null });

function codeOf(outcome: { ok: true } | { ok: false; refusal: { code: string } }): string {
  return outcome.ok ? "ok" : outcome.refusal.code;
}

Deno.test("a private type is found and booked by its own links alone", async () => {
  using app = await configuredApp();
  const { host, type } = await closedDoor(app);
  const { secret } = await aLink(app, host, type);
  const other = await aLink(app, host, await addEventType(app, host, { slug: "other" }));
  for (const link of [null, "", "x".repeat(43), other.secret]) {
    assert.equal(codeOf(await findBookableType(app, "ada", "private", link)), "not-found");
    assert.equal(codeOf(await bookings.request(app, wishBy(link))), "not-found");
  }
  assert.equal(codeOf(await findBookableType(app, "ada", "private", secret)), "ok");
  const requested = await bookings.request(app, wishBy(secret));
  assert(requested.ok);
  assert.equal(requested.value.booking.privateLinkHash, await hashOf("private-link", secret));
});

Deno.test("a link is good for its uses: of 24 at once by a link for three, three are booked", async () => {
  using app = await configuredApp();
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
  using app = await configuredApp();
  const { host, type } = await closedDoor(app);
  const { secret, hash } = await aLink(app, host, type);
  const kv = app.kv;
  // The very last moment: everything is read, only the commit is left.
  let revoked = false;
  const atomic = kv.atomic.bind(kv);
  kv.atomic = () => {
    const op = atomic();
    const commit = op.commit.bind(op);
    op.commit = async () => {
      if (!revoked) {
        revoked = true;
        // In another process, which has locks of its own.
        app.withLock = (_hostIds, act) => act();
        assert((await privateLinks.revoke(app, host.id, type.id, hash)).ok);
      }
      return await commit();
    };
    return op;
  };
  assert.equal(codeOf(await bookings.request(app, wishBy(secret))), "link-expired");
});

Deno.test("a type that becomes private while a guest waits in the queue is not booked", async () => {
  const { app, host, type } = await town({ type: { slug: "private" } });
  using _ = app;
  const inTurn = app.withLock;
  app.withLock = async (ids, act) => {
    app.withLock = inTurn;
    const { id, revision } = type;
    const closed = await eventTypes.edit(app, host.id, id, revision, {
      ...type,
      colour: "blue",
      privateLinkOnly: true,
    });
    assert(closed.ok);
    return await inTurn(ids, act);
  };
  assert.equal(codeOf(await bookings.request(app, wishBy(null))), "not-found");
});

Deno.test("a guest who was rejected or expired returns by the link in page and email", async () => {
  using app = await configuredApp({ sendMail: () => Promise.resolve() });
  const { host, type } = await closedDoor(app);
  const { secret } = await aLink(app, host, type);
  const requested = await bookings.request(app, wishBy(secret));
  assert(requested.ok);
  const { id } = requested.value.booking;
  const no = { hostId: host.id, revision: 1, message: "", force: false };
  const declined = await bookings.reject(app, id, no);
  assert(declined.ok);
  const behind = await privateLinks.privateLinkSecret(app, declined.value);
  const view = guestBookingView(
    app,
    declined.value,
    { hosts: [host], pagePath: "/calendar/ada" },
    requested.value.token,
    behind,
  );
  assert.equal(new URL(view.rebook!, app.baseUrl).searchParams.get("link"), secret);
  const email = await composeEmail(app, {
    kind: "send-email",
    emailKind: "rejected",
    to: "guest",
    bookingId: id,
    hostId: host.id,
    sequence: declined.value.sequence,
    at: app.now(),
  }, { booking: declined.value, host });
  assert(email.text.includes(`/calendar/ada/private?link=${secret}`));
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
    using app = await configuredApp();
    const { host, type } = await closedDoor(app);
    const { secret } = await aLink(app, host, type);
    const requested = await bookings.request(app, wishBy(secret, mondayTen + DAY));
    assert(requested.ok);
    assert.equal(codeOf(await findBookableType(app, "ada", "private", secret)), "link-used");
    await end(app, requested.value.booking.id, host.id);
    assert.equal(codeOf(await findBookableType(app, "ada", "private", secret)), "ok");
    assert.equal(codeOf(await bookings.request(app, wishBy(secret, mondayTen + 2 * DAY))), "ok");
    const third = await bookings.request(app, wishBy(secret, mondayTen + 3 * DAY));
    assert.equal(codeOf(third), "link-used");
  });
}

Deno.test("a meeting that has taken place is a use for good", async () => {
  using app = await configuredApp();
  const { host, type } = await closedDoor(app);
  const { secret } = await aLink(app, host, type);
  const requested = await bookings.request(app, wishBy(secret));
  assert(requested.ok);
  const yes = { hostId: host.id, revision: 1, message: "", force: false };
  assert((await bookings.confirm(app, requested.value.booking.id, yes)).ok);
  app.at(app.now() + 30 * DAY);
  assert.equal(codeOf(await findBookableType(app, "ada", "private", secret)), "link-used");
});

Deno.test("a link until a date is good to the end of that date of the host", async () => {
  using app = await configuredApp();
  const { host, type } = await closedDoor(app);
  const { secret } = await aLink(app, host, type, { until: "2026-11-01" });
  const midnight = Date.UTC(2026, 10, 1, 23);
  app.at(midnight - 1);
  assert.equal(codeOf(await findBookableType(app, "ada", "private", secret)), "ok");
  app.at(midnight);
  assert.equal(codeOf(await findBookableType(app, "ada", "private", secret)), "link-expired");
  assert.equal(codeOf(await bookings.request(app, wishBy(secret))), "link-expired");
  const late = await privateLinks.create(app, host, type.id, {
    label: "",
    uses: 1,
    until: "2026-11-01",
  });
  assert.deepEqual(!late.ok && late.refusal.fields, { until: "date-over" });
});

Deno.test("the guest of a private booking reschedules it without the link, and another host sees none of it", async () => {
  using app = await configuredApp();
  const { host, type } = await closedDoor(app);
  const { secret, hash } = await aLink(app, host, type);
  const requested = await bookings.request(app, wishBy(secret));
  assert(requested.ok);
  assert((await privateLinks.revoke(app, host.id, type.id, hash)).ok);
  const rescheduled = await bookings.reschedule(app, requested.value.booking.id, {
    by: { actor: "guest" },
    start: mondayTen + HOUR,
    revision: null,
    key: null,
  });
  assert(rescheduled.ok);
  assert.equal(await privateLinks.privateLinkSecret(app, rescheduled.value), secret);

  const eve = await testHost(app, { username: "eve", name: "Eve" });
  assert.equal(codeOf(await privateLinks.revoke(app, eve.id, type.id, hash)), "not-found");
  const theirs = { label: "", uses: 1, until: null };
  assert.equal(codeOf(await privateLinks.create(app, eve, type.id, theirs)), "not-found");
});

Deno.test("links are found by hash: no secret lies in the store; they go with their type", async () => {
  using app = await configuredApp();
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
  using _ = app;
  const { secret } = await aLink(app, host, type);
  assert((await bookings.request(app, bookingRequest({ slug: "open", link: secret }))).ok);
  assert.equal(codeOf(await findBookableType(app, "ada", "open", secret)), "link-used");
  assert.equal(codeOf(await findBookableType(app, "ada", "open")), "ok");
});
