import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings.ts";
import { hostTime, type TimeNews } from "$lib/server/host-time.ts";
import { findType, offersIn } from "$lib/server/offers.ts";
import { getGuard } from "$lib/server/store/guard.ts";
import { openWatching } from "$lib/server/watching.ts";
import { ada, aWish, installation, mondayTen } from "../support/installation.ts";

/** Follows a host and waits for what a test is after. */
function listener() {
  const ending = new AbortController();
  const heard: TimeNews[] = [];
  let look = () => {};
  return {
    heard,
    signal: ending.signal,
    end: () => ending.abort(),
    news(news: TimeNews) {
      heard.push(news);
      look();
    },
    lost: () => {},
    until(wanted: (news: TimeNews) => boolean): Promise<TimeNews> {
      return new Promise((found) => {
        look = () => {
          const one = heard.find(wanted);
          if (one) found(one);
        };
        look();
      });
    },
  };
}

Deno.test("hostTime: one watch serves every listener, who hear of each turn and of what came before they listened", async () => {
  using app = await installation();
  const host = await ada(app);
  let watches = 0;
  const kv = new Proxy(app.kv, {
    get(target, name) {
      if (name === "watch") watches++;
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const watching = openWatching(hostTime(kv, app.now));
  const all = Array.from({ length: 50 }, listener);
  for (const [i, one] of all.entries()) watching.follow(host.id, `${i}`, one.signal, one);
  await Promise.all(all.map((one) => one.until(() => true)));
  const { turn } = (await getGuard(app.kv, host.id)).guard;

  const asked = await bookings.request(app, aWish());
  assert(asked.ok);
  await Promise.all(all.map((one) => one.until((news) => news.turn > turn)));
  const late = listener();
  watching.follow(host.id, "late", late.signal, late);
  assert.equal(late.heard[0]?.turn, turn + 1);
  assert.equal(watches, 1);
  assert.equal(watching.open(host.id), 51);
  for (const one of [...all, late]) one.end();
});

Deno.test("hostTime: a deadline that passes is told at its instant, though nothing is written", async () => {
  const ttl = 400;
  using app = await installation({ now: Date.now });
  app.settings.bookingTtlMs = ttl;
  const host = await ada(app);
  const watching = openWatching(hostTime(app.kv, app.now));
  const one = listener();
  watching.follow(host.id, "one", one.signal, one);
  await one.until(() => true);

  const found = await findType(app, "ada", "intro-call");
  assert(found.ok);
  const soon = { start: app.now() + 86_400_000, end: app.now() + 8 * 86_400_000 };
  const [start] = (await offersIn(app, host, found.value.type, 30, soon)).starts;
  const asked = await bookings.request(app, aWish({ start: start! }));
  assert(asked.ok);
  const { reservedUntil } = asked.value.booking;
  const { freedAt } = await one.until((news) => news.freedAt > 0);
  const late = Date.now() - reservedUntil!;
  assert.equal(freedAt, reservedUntil);
  assert.ok(late >= 0 && late < 700, `told ${late} ms after the deadline`);
  one.end();
});

Deno.test("hostTime: turns that follow one another quickly are told as few", async () => {
  using app = await installation();
  const host = await ada(app);
  const watching = openWatching(hostTime(app.kv, app.now));
  const one = listener();
  watching.follow(host.id, "one", one.signal, one);
  await one.until(() => true);
  const { turn } = (await getGuard(app.kv, host.id)).guard;
  for (let n = 0; n < 20; n++) {
    const asked = await bookings.request(
      app,
      aWish({ start: mondayTen + n * 30 * 60_000 % 21_600_000 }),
    );
    assert.ok(asked.ok || asked.refusal.code === "taken");
  }
  const last = (await getGuard(app.kv, host.id)).guard.turn;
  await one.until((news) => news.turn === last);
  assert.ok(last - turn >= 12);
  assert.ok(one.heard.length <= 5, `${one.heard.length} tellings`);
  one.end();
});

Deno.test("hostTime: after the clock was set back, deadlines that had passed by it are waited for again", async () => {
  let ahead = 7 * 86_400_000;
  using app = await installation({ now: () => Date.now() + ahead });
  app.settings.bookingTtlMs = 300;
  const host = await ada(app);
  const watching = openWatching(hostTime(app.kv, app.now, 20));
  const one = listener();
  watching.follow(host.id, "one", one.signal, one);
  await one.until(() => true);
  const found = await findType(app, "ada", "intro-call");
  assert(found.ok);
  const soon = { start: app.now() + 86_400_000, end: app.now() + 8 * 86_400_000 };
  const starts = (await offersIn(app, host, found.value.type, 30, soon)).starts;
  assert((await bookings.request(app, aWish({ start: starts[0]! }))).ok);
  await one.until((news) => news.freedAt > Date.now() + 86_400_000);
  ahead = 0;
  const back = await one.until((news) => news.freedAt > 0 && news.freedAt <= Date.now());
  const { turn } = back;
  const asked = await bookings.request(app, aWish({ start: starts.at(-1)! }));
  assert(asked.ok);
  await one.until((news) => news.turn > turn);
  await one.until((news) => news.freedAt === asked.value.booking.reservedUntil);
  one.end();
});
