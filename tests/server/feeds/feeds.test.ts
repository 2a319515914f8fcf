import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { publishedBookings, publishedBusyTimes } from "$lib/server/feeds/published-bookings.ts";
import { feedResponse } from "$lib/server/feeds/feed-response.ts";
import * as feeds from "$lib/server/feeds/feeds.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { shortenBooking } from "$lib/server/store/stored-booking.ts";
import { ask, mondayTen, town } from "../../support/town.ts";
import { readByOthers } from "../../support/icalendar/icalendar-readers.ts";
import { requires } from "../../support/required-programs.ts";

const note = "It is about the mill; bring plans, please\nand the \u{1F388}";

async function feedTown() {
  const { app, host } = await town();
  const guest = { note };
  const { id, revision } = (await ask(app, { guest })).booking;
  const decision = { hostId: host.id, revision, message: "", force: true };
  assert((await bookings.confirm(app, id, decision)).ok);
  await ask(app, { start: mondayTen + 2 * HOUR, guest });
  const secretOf = async (kind: feeds.FeedKind) =>
    (await feeds.feedUrls(app, host.id))[kind]?.split("/").at(-1)?.replace(/\.ics$/, "") ?? "";
  return { app, host, secretOf };
}

Deno.test("open: a feed is found by its secret only; renewed, the old address is gone; closed, every one", async () => {
  const { app, host, secretOf } = await feedTown();
  assert.equal(await secretOf("bookings"), "");
  assert((await feeds.openFeed(app, host.id, "bookings")).ok);
  assert((await feeds.openFeed(app, host.id, "free-busy")).ok);
  const first = await secretOf("bookings");
  assert.equal((await feeds.findFeed(app, first))?.kind, "bookings");
  assert.equal(await feeds.findFeed(app, "x".repeat(43)), null);
  assert.equal(await feeds.findFeed(app, ""), null);

  assert((await feeds.openFeed(app, host.id, "bookings")).ok);
  const second = await secretOf("bookings");
  assert.notEqual(first, second);
  assert.equal(await feeds.findFeed(app, first), null);
  assert.ok(await feeds.findFeed(app, second));
  await feeds.closeAllFeeds(app, host.id);
  assert.equal(await feeds.findFeed(app, second), null);
  assert.deepEqual(await feeds.feedUrls(app, host.id), { "bookings": null, "free-busy": null });
});

Deno.test("open: the store holds no secret of a feed in the clear", async () => {
  const { app, host, secretOf } = await feedTown();
  await feeds.openFeed(app, host.id, "bookings");
  const secret = await secretOf("bookings");
  for await (const entry of app.kv.list({ prefix: [] })) {
    assert.ok(!JSON.stringify([entry.key, entry.value]).includes(secret));
  }
});

Deno.test("publishedBookings: past and expired bookings are in no feed", async () => {
  const { app, host, secretOf } = await feedTown();
  await feeds.openFeed(app, host.id, "free-busy");
  const secret = await secretOf("free-busy");
  assert.equal((await feeds.findFeed(app, secret))?.bookings.length, 2);
  app.at(mondayTen + 2 * HOUR);
  assert.equal((await feeds.findFeed(app, secret))?.bookings.length, 1);
});

Deno.test(
  "publishedBookings and publishedBusyTimes: two readers see the same times, free/busy no more",
  requires("icalendar-readers"),
  async () => {
    const { app, host, secretOf } = await feedTown();
    await feeds.openFeed(app, host.id, "bookings");
    const found = await feeds.findFeed(app, await secretOf("bookings"));
    assert(found);
    const [agreed] = found.bookings;
    assert(agreed);
    const full = publishedBookings([agreed], host),
      times = await publishedBusyTimes([agreed], host);
    assert.equal(times, await publishedBusyTimes([agreed], host));
    for (const hidden of ["Grace", "grace@", "mill", "Intro", agreed.id]) {
      assert.ok(!times.includes(hidden), hidden);
    }
    const seen = await readByOthers([full, times]);
    if (!seen) return;
    for (const readers of seen) {
      for (const reader of readers) {
        assert.deepEqual([reader.errors, reader.start, reader.end], [[], agreed.start, agreed.end]);
      }
    }
    const [[inFull], [inTimes]] = seen as [typeof seen[0], typeof seen[0]];
    assert.equal(inFull.uid, agreed.uid);
    assert.ok(inFull.description.includes(note));
    assert.equal(inTimes.summary, "Busy");
  },
);

Deno.test("feedResponse: 304 for whoever has it, and the new version otherwise", async () => {
  const first = await feedResponse("one", null);
  assert.equal(first.status, 200);
  assert.match(first.headers.get("content-type") ?? "", /^text\/calendar/);
  const etag = first.headers.get("etag")!;
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const again = await feedResponse("one", known);
    assert.deepEqual([again.status, await again.text(), again.headers.get("etag")], [
      304,
      "",
      etag,
    ]);
  }
  assert.equal((await feedResponse("two", etag)).status, 200);
});

Deno.test("find: what is to come is in a feed however much has been, earlier meetings as far as there is room", async () => {
  const { app, host, secretOf } = await feedTown();
  await feeds.openFeed(app, host.id, "free-busy");
  const secret = await secretOf("free-busy");
  const [coming] = (await feeds.findFeed(app, secret))!.bookings;
  assert(coming);
  for (let n = 0; n < 1_200; n++) {
    const id = newId(), start = app.now() - DAY - n * MINUTE;
    await app.kv.atomic()
      .set(keys.booking(id), shortenBooking({ ...coming, id, slot: id, start, end: start + HOUR }))
      .set(keys.bookingOf(host.id, "CONFIRMED", start, id), id)
      .commit();
  }
  const { bookings: found } = (await feeds.findFeed(app, secret))!;
  assert(found.some(({ id }) => id === coming.id), "the meeting to come");
  assert(found.length >= 1_000);
});

Deno.test("a feed of bookings names whom the guest brings along; one of busy times does not", async () => {
  const { app, host } = await town({ type: { slug: "open", allowExtraGuests: true } });
  const extraGuests = ["alan@example.net", "mary@example.net"];
  const requested = await ask(app, { slug: "open", extraGuests });
  const unfolded = (text: string) => text.replace(/\r\n /g, "");
  const listed = unfolded(publishedBookings([requested.booking], host));
  assert.match(listed, /DESCRIPTION:.*alan@example\.net\\, mary@example\.net/);
  assert.doesNotMatch(unfolded(await publishedBusyTimes([requested.booking], host)), /alan@/);
});
