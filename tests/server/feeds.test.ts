import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings.ts";
import { publishedBookings, publishedTimes } from "$lib/server/calendars/published.ts";
import { feedAnswer } from "$lib/server/feed-answer.ts";
import * as feeds from "$lib/server/feeds.ts";
import { newId } from "$lib/server/secrets.ts";
import { keys } from "$lib/server/store/keys.ts";
import { ada, aWish, installation, mondayTen } from "../support/installation.ts";
import { readByOthers } from "../support/icalendar-readers.ts";
import { needs } from "../support/needs.ts";

const HOUR = 3_600_000;
const note = "It is about the mill; bring plans, please\nand the \u{1F388}";

async function town() {
  const app = await installation();
  const host = await ada(app);
  const guest = { ...aWish().guest, note };
  const asked = await bookings.request(app, aWish({ guest }));
  assert(asked.ok);
  const { id, revision } = asked.value.booking;
  const decision = { hostId: host.id, revision, message: "", anyway: true };
  assert((await bookings.confirm(app, id, decision)).ok);
  const waits = await bookings.request(app, aWish({ start: mondayTen + 2 * HOUR, guest }));
  assert(waits.ok);
  const secretOf = async (kind: feeds.FeedKind) =>
    (await feeds.addressesOf(app, host.id))[kind]?.split("/").at(-1)?.replace(/\.ics$/, "") ?? "";
  return { app, host, secretOf };
}

Deno.test("open: a feed is found by its secret only; renewed, the old address is gone; closed, every one", async () => {
  const { app, host, secretOf } = await town();
  using _ = app;
  assert.equal(await secretOf("bookings"), "");
  assert((await feeds.open(app, host.id, "bookings")).ok);
  assert((await feeds.open(app, host.id, "free-busy")).ok);
  const first = await secretOf("bookings");
  assert.equal((await feeds.find(app, first))?.kind, "bookings");
  assert.equal(await feeds.find(app, "x".repeat(43)), null);
  assert.equal(await feeds.find(app, ""), null);

  assert((await feeds.open(app, host.id, "bookings")).ok);
  const second = await secretOf("bookings");
  assert.notEqual(first, second);
  assert.equal(await feeds.find(app, first), null);
  assert.ok(await feeds.find(app, second));
  await feeds.closeAll(app, host.id);
  assert.equal(await feeds.find(app, second), null);
  assert.deepEqual(await feeds.addressesOf(app, host.id), { "bookings": null, "free-busy": null });
});

Deno.test("open: the store holds no secret of a feed in the clear", async () => {
  const { app, host, secretOf } = await town();
  using _ = app;
  await feeds.open(app, host.id, "bookings");
  const secret = await secretOf("bookings");
  for await (const entry of app.kv.list({ prefix: [] })) {
    assert.ok(!JSON.stringify([entry.key, entry.value]).includes(secret));
  }
});

Deno.test("find: what is over or ran out is in no feed", async () => {
  const { app, host, secretOf } = await town();
  using _ = app;
  await feeds.open(app, host.id, "free-busy");
  const secret = await secretOf("free-busy");
  assert.equal((await feeds.find(app, secret))?.bookings.length, 2);
  app.at(mondayTen + 2 * HOUR);
  assert.equal((await feeds.find(app, secret))?.bookings.length, 1);
});

Deno.test(
  "publishedBookings and publishedTimes: two other readers see the same times, and free/busy says nothing else",
  needs("icalendar-readers"),
  async () => {
    const { app, host, secretOf } = await town();
    using _ = app;
    await feeds.open(app, host.id, "bookings");
    const found = await feeds.find(app, await secretOf("bookings"));
    assert(found);
    const [agreed] = found.bookings;
    assert(agreed);
    const full = publishedBookings([agreed], host), times = await publishedTimes([agreed], host);
    assert.equal(times, await publishedTimes([agreed], host));
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

Deno.test("feedAnswer: says 304 to whoever has it, and gives what is new", async () => {
  const first = await feedAnswer("one", null);
  assert.equal(first.status, 200);
  assert.match(first.headers.get("content-type") ?? "", /^text\/calendar/);
  const etag = first.headers.get("etag")!;
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const again = await feedAnswer("one", known);
    assert.deepEqual([again.status, await again.text(), again.headers.get("etag")], [
      304,
      "",
      etag,
    ]);
  }
  assert.equal((await feedAnswer("two", etag)).status, 200);
});

Deno.test("find: what is to come is in a feed however much has been, earlier meetings as far as there is room", async () => {
  const { app, host, secretOf } = await town();
  using _ = app;
  await feeds.open(app, host.id, "free-busy");
  const secret = await secretOf("free-busy");
  const [coming] = (await feeds.find(app, secret))!.bookings;
  assert(coming);
  for (let n = 0; n < 1_200; n++) {
    const id = newId(), start = app.now() - 24 * HOUR - n * 60_000;
    await app.kv.atomic()
      .set(keys.booking(id), { ...coming, id, slot: id, start, end: start + HOUR })
      .set(keys.bookingOf(host.id, "CONFIRMED", start, id), id)
      .commit();
  }
  const { bookings: found } = (await feeds.find(app, secret))!;
  assert(found.some(({ id }) => id === coming.id), "the meeting to come");
  assert(found.length >= 1_000);
});
