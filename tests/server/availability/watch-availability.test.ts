import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import {
  teamTypeWatchName,
  watchAvailability,
  watchMembers,
} from "$lib/server/availability/watch-availability.ts";
import type { AvailabilityNotice } from "$lib/server/store/watch.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import { bumpVersion, getGuard } from "$lib/server/kv/guard.ts";
import { openSharedWatch } from "$lib/server/runtime/shared-watch.ts";
import { alteredStore, watchedStore } from "../../support/altered-store.ts";
import { granted } from "../../support/granted.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import {
  addHost,
  ask,
  bookingRequest,
  configuredApp,
  mondayTen,
  town,
} from "../../support/town.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import type { App } from "$lib/server/app.ts";
import { testApp } from "../../support/test-app.ts";

const noTeams = () => Promise.resolve([]);

/** The version of a host's guard as notices give it. */
const versionOf = (guard: number) => `${guard}.0`;

/** Follows a host and waits for what a test is after. */
function listener() {
  const ending = new AbortController();
  const heard: AvailabilityNotice[] = [];
  let look = () => {};
  return {
    heard,
    signal: ending.signal,
    end: () => ending.abort(),
    news(news: AvailabilityNotice) {
      heard.push(news);
      look();
    },
    lost: () => {},
    until(wanted: (news: AvailabilityNotice) => boolean): Promise<AvailabilityNotice> {
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

Deno.test("watchAvailability: one watch serves all listeners, with every version, earlier ones too", async () => {
  const { app, host } = await town();
  let watches = 0;
  const kv = watchedStore(app.kv, (name) => {
    if (name === "watch") watches++;
  });
  const watching = openSharedWatch(watchAvailability(kv, app.now, noTeams));
  const all = Array.from({ length: 50 }, listener);
  for (const [i, one] of all.entries()) watching.subscribe(host.id, `${i}`, one.signal, one);
  await Promise.all(all.map((one) => one.until(() => true)));
  const { version } = (await getGuard(app.kv, host.id)).guard;

  await ask(app);
  await Promise.all(all.map((one) => one.until((news) => news.version === versionOf(version + 1))));
  const late = listener();
  watching.subscribe(host.id, "late", late.signal, late);
  assert.equal(late.heard[0]?.version, versionOf(version + 1));
  assert.equal(watches, 1);
  assert.equal(watching.subscriberCount(host.id), 51);
  for (const one of [...all, late]) one.end();
});

Deno.test("watchAvailability: a deadline that passes is reported at its instant, though nothing is written", async () => {
  const ttl = 400;
  const app = await configuredApp({ now: Date.now });
  app.settings.bookingTtlMs = ttl;
  const host = await addHost(app);
  const watching = openSharedWatch(watchAvailability(app.kv, app.now, noTeams));
  const one = listener();
  watching.subscribe(host.id, "one", one.signal, one);
  await one.until(() => true);

  const found = await granted(findBookableType(app, "ada", "intro-call"));
  const soon = { start: app.now() + DAY, end: app.now() + 8 * DAY };
  const [start] =
    (await findSlots(app, { hosts: [host], type: found.type, minutes: 30, window: soon }))
      .starts;
  const { reservedUntil } = (await ask(app, { start: start! })).booking;
  const { freedAt } = await one.until((news) => news.freedAt > 0);
  const late = Date.now() - reservedUntil!;
  assert.equal(freedAt, reservedUntil);
  assert.ok(late >= 0 && late < 5_000, `told ${late} ms after the deadline`);
  one.end();
});

Deno.test("watchAvailability: versions in quick succession are reported as few", async () => {
  const { app, host } = await town();
  const watching = openSharedWatch(watchAvailability(app.kv, app.now, noTeams));
  const one = listener();
  watching.subscribe(host.id, "one", one.signal, one);
  await one.until(() => true);
  const { version } = (await getGuard(app.kv, host.id)).guard;
  for (let n = 0; n < 20; n++) {
    const requested = await bookings.request(
      app,
      bookingRequest({ start: mondayTen + n * 30 * MINUTE % 21_600_000 }),
    );
    assert.ok(requested.ok || requested.refusal.code === "taken");
  }
  const last = (await getGuard(app.kv, host.id)).guard.version;
  await one.until((news) => news.version === versionOf(last));
  assert.ok(last - version >= 12);
  assert.ok(one.heard.length <= 5, `${one.heard.length} tellings`);
  one.end();
});

Deno.test("watchAvailability: deadlines are waited for again after the clock was set back", async () => {
  let ahead = 7 * DAY;
  const app = await configuredApp({ now: () => Date.now() + ahead });
  app.settings.bookingTtlMs = 300;
  const host = await addHost(app);
  const watching = openSharedWatch(watchAvailability(app.kv, app.now, noTeams, 20));
  const one = listener();
  watching.subscribe(host.id, "one", one.signal, one);
  await one.until(() => true);
  const found = await granted(findBookableType(app, "ada", "intro-call"));
  const soon = { start: app.now() + DAY, end: app.now() + 8 * DAY };
  const starts =
    (await findSlots(app, { hosts: [host], type: found.type, minutes: 30, window: soon }))
      .starts;
  await ask(app, { start: starts[0]! });
  await one.until((news) => news.freedAt > Date.now() + DAY);
  ahead = 0;
  const back = await one.until((news) => news.freedAt > 0 && news.freedAt <= Date.now());
  const { version } = back;
  const requested = await ask(app, { start: starts.at(-1)! });
  await one.until((news) => Number(news.version) > Number(version));
  await one.until((news) => news.freedAt === requested.booking.reservedUntil);
  one.end();
});

Deno.test("watchAvailability: a team event type is followed over all its members, deadlines included", async () => {
  const ttl = 400;
  const app = await configuredApp({ now: Date.now });
  app.settings.bookingTtlMs = ttl;
  const { team, hosts, type } = await teamTown({ on: app });
  const readMembers = () => Promise.resolve(hosts.map(({ id }) => id));
  const watching = openSharedWatch(watchAvailability(app.kv, app.now, readMembers));
  const one = listener();
  watching.subscribe(teamTypeWatchName(team.id, type.id), "one", one.signal, one);
  const { version } = await one.until(() => true);

  const start = Math.ceil(app.now() / HOUR) * HOUR + DAY;
  const { reservedUntil } = await addTeamBooking({ app, team, type }, [hosts[2]!], { start });
  await one.until((news) => news.version !== version);
  const { freedAt } = await one.until((news) => news.freedAt > 0);
  assert.equal(freedAt, reservedUntil);
  const late = Date.now() - reservedUntil!;
  assert.ok(late < 5_000, `told ${late} ms after the deadline`);
  one.end();
});

const raise = async (app: App, id: string) => {
  assert((await bumpVersion(app.kv.atomic(), await getGuard(app.kv, id)).commit()).ok);
};

/** A team of members with guards, the sizes of all watches, and the versions that were seen last. */
async function watched(app: App, size: number) {
  const teamId = newId();
  const members = Array.from({ length: size }, () => newId());
  for (const id of [teamId, ...members]) await raise(app, id);
  const sizes: number[] = [];
  const kv = alteredStore(app.kv, {
    watch(keys: Deno.KvKey[]) {
      sizes.push(keys.length);
      return app.kv.watch(keys);
    },
  });
  const ending = new AbortController();
  let last: ReadonlyMap<string, number> = new Map();
  let calls = 0;
  let look = () => {};
  const watching = watchMembers(
    kv,
    teamId,
    () => Promise.resolve([...members]),
    ending.signal,
    (is) => {
      last = is;
      calls++;
      look();
    },
  );
  const until = (wanted: (versions: ReadonlyMap<string, number>) => boolean) =>
    new Promise<void>((found) => {
      look = () => wanted(last) && found();
      look();
    });
  const end = async () => {
    ending.abort();
    await watching;
  };
  return { teamId, members, sizes, until, end, calls: () => calls };
}

Deno.test("watchMembers: a hundred members are eleven watches; a change of each one is seen", async () => {
  const app = await testApp();
  const { teamId, members, sizes, until, end, calls } = await watched(app, 100);
  await until((is) => is.size === 101);
  assert.equal(calls(), 1, "nothing before every guard was read");
  assert.deepEqual(sizes, [1, ...Array.from({ length: 10 }, () => 10)]);
  for (const id of [members[0]!, members[57]!, members[99]!, teamId]) {
    await raise(app, id);
    await until((is) => is.get(id) === 2);
  }
  assert.equal(sizes.length, 11);
  await end();
});

Deno.test("watchMembers: who joins is watched and who leaves no longer, once the team's guard is raised", async () => {
  const app = await testApp();
  const { teamId, members, until, end } = await watched(app, 3);
  await until((is) => is.size === 4);
  const [gone] = members.splice(0, 1), joined = newId();
  members.push(joined);
  await raise(app, teamId);
  await until((is) => is.has(joined) && !is.has(gone!));
  await raise(app, joined);
  await until((is) => is.get(joined) === 1);
  await end();
});

Deno.test("watchMembers: a team without members is followed by its guard", async () => {
  const app = await testApp();
  const { teamId, until, end } = await watched(app, 0);
  await until((is) => is.get(teamId) === 1);
  await raise(app, teamId);
  await until((is) => is.get(teamId) === 2);
  await end();
});
