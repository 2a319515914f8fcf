import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { changePage } from "$lib/server/branding/change-page.ts";
import { openPageMemory } from "$lib/server/runtime/page-memory.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import { comparedPages, openGuestPages } from "../../support/guest-pages.ts";
import { ask, bookingRequest, mondayTen, restartApp, town } from "../../support/town.ts";

const path = "/calendar/ada/intro-call";
const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

Deno.test("guestPage: the second visitor gets the page from memory, without a nonce and with an ETag", async () => {
  const { app } = await town();
  const open = openGuestPages(app);
  for (const address of [path, "/calendar/ada", `/widget/ada/intro-call`, "/widget/ada"]) {
    const first = await open(address), second = await open(address);
    assert.deepEqual([first.isKept, second.isKept], [false, true], address);
    assert.equal(second.text, first.text);
    for (const { headers, html } of [first, second]) {
      assert(!html.includes("nonce"));
      assert.equal(headers.get("cache-control"), "no-cache");
      assert.match(headers.get("etag")!, /^W\/"[\w-]{22}"$/);
      assert(!headers.get("content-security-policy")!.includes("nonce"));
      for (const name of ["accept-language", "accept-encoding", "cookie"]) {
        assert.equal(headers.get("vary")!.split(", ").filter((each) => each === name).length, 1);
      }
    }
    assert.equal(second.headers.get("content-language"), first.headers.get("content-language"));
    assert.equal(
      second.headers.get("content-security-policy"),
      first.headers.get("content-security-policy"),
    );
    const again = await open(address, { "if-none-match": first.headers.get("etag")! });
    assert.deepEqual([again.status, again.text], [304, ""]);
  }
});

Deno.test("guestPage: each language, clock, zone and part is a page of its own", async () => {
  const { app } = await town();
  const open = openGuestPages(app);
  const asked: [string, Record<string, string>][] = [
    [path, {}],
    [path, { "accept-language": "de" }],
    [path, { "accept-language": "en-US" }],
    // The same language and clock, another first day of the week.
    [path, { "accept-language": "en-AU" }],
    [`${path}?tz=Asia/Tokyo`, {}],
    [`${path}?hours=12`, {}],
    [`${path}?month=2026-12`, {}],
    [`${path}?date=2026-11-03`, {}],
    [`${path}?lang=fr`, {}],
    [`${path}?theme=dark`, {}],
    [`${path}?utm_source=mail`, {}],
  ];
  for (const isKept of [false, true]) {
    for (const [address, headers] of asked) {
      assert.equal((await open(address, headers)).isKept, isKept, address);
    }
  }
  await open(`${path}?tz=Asia/Tokyo&hours=24`);
  assert((await open(`${path}?hours=24&tz=Asia/Tokyo`)).isKept);
});

Deno.test("guestPage: what is of one guest, or for who is signed in, is never kept", async () => {
  const { app } = await town();
  using _ = app;
  const open = openGuestPages(app);
  const slot = `slot=${encodeURIComponent(new Date(mondayTen).toISOString())}`;
  const own = [
    ...[slot, `${slot}&key=${"k".repeat(22)}`, "name=Grace", "email=a@example.org", "note=hello"],
    ...["link=abc", "question=yes", "preview=1", "tz=UTC&tz=Asia/Tokyo"],
  ];
  for (const query of own) {
    for (const _ of [1, 2]) {
      const { headers, isKept } = await open(`${path}?${query}`);
      assert(!isKept, query);
      assert.equal(headers.get("cache-control"), "private, no-store", query);
      assert.equal(headers.get("etag"), null);
    }
  }
  for (const _ of [1, 2]) {
    const missing = await open("/calendar/nobody/intro-call");
    assert.deepEqual([missing.status, missing.isKept], [404, false]);
    assert.equal(missing.headers.get("cache-control"), "private, no-store");
  }
  const signedIn = { cookie: "invito_session=abc" };
  for (const _ of [1, 2]) {
    const page = await open(path, signedIn);
    assert.deepEqual([page.isKept, page.headers.get("etag")], [false, null]);
    assert.equal(page.headers.get("cache-control"), "private, no-cache");
  }
  assert(!(await open(path)).isKept);
  assert((await open(path)).isKept);
  assert(!(await open(path, signedIn)).isKept);
});

Deno.test("guestPage: after every change of what guests see the next page is the new one", async () => {
  const { app, host, type } = await town();
  const see = comparedPages(app), monday = `${path}?date=2026-11-02`;
  const changes: [string, () => Promise<unknown>][] = [
    ["a request", () => bookings.request(app, bookingRequest())],
    [
      "another request",
      () => bookings.request(app, bookingRequest({ start: mondayTen + HOUR })),
    ],
    ["a title", () => edit(keys.eventType(host.id, type.id), { title: "Chat" })],
    ["the host's name", () => edit(keys.host(host.id), { name: "Ada Moor" }, false)],
    ["the host's zone", () => edit(keys.host(host.id), { zone: "Asia/Tokyo" }, false)],
    ["a welcome", () => changePage(app, host.id, { welcome: "Hello", footer: "Bye" }, null)],
    ["an accent", () => changePage(app, host.id, { accent: "#aa0000" }, null)],
    [
      "who may frame",
      () => edit(keys.eventType(host.id, type.id), { frameAncestors: ["https://shop.example"] }),
    ],
  ];
  /** As the verbs of a host do; the guard goes up with what it covers. */
  async function edit(key: Deno.KvKey, change: object, isGuarded = true): Promise<void> {
    const { value } = await app.kv.get<object>(key);
    const guard = (await app.kv.get<{ version: number }>(keys.guard(host.id))).value!;
    const op = app.kv.atomic().set(key, { ...value, ...change });
    if (isGuarded) op.set(keys.guard(host.id), { ...guard, version: guard.version + 1 });
    await op.commit();
  }
  const addresses = [monday, "/calendar/ada", "/widget/ada/intro-call", `${monday}&part=picker`];
  for (const [what, change] of changes) {
    const before = await Promise.all(addresses.map(see));
    for (const address of addresses) assert((await see(address)).isKept, what);
    await change();
    const after = await Promise.all(addresses.map(see));
    assert(after.some(({ text }, n) => text !== before[n]!.text), what);
  }
  assert.equal((await getHost(app.kv, host.id))?.zone, "Asia/Tokyo");
});

Deno.test("guestPage: a page is right at a deadline, with notice, at midnight and every minute", async () => {
  const { app, host, type } = await town();
  await app.kv.set(keys.eventType(host.id, type.id), {
    ...type,
    minimumNotice: 60,
    slotInterval: 15,
  });
  await ask(app);
  const see = comparedPages(app);
  const addresses = [`${path}?date=2026-11-02`, `${path}?tz=Asia/Kolkata`, "/calendar/ada", path];
  const deadline = app.now() + app.settings.bookingTtlMs;
  const instants = [
    ...[0, 1, 30_000, 59_999, MINUTE, MINUTE + 1],
    Date.UTC(2026, 10, 1, 18, 30) - app.now(),
    Date.UTC(2026, 10, 1, 23) - app.now(),
    mondayTen - HOUR - app.now(),
    deadline - app.now(),
  ].flatMap((after) => [app.now() + after - 1, app.now() + after]).sort((a, b) => a - b);
  for (const instant of instants) {
    app.at(instant);
    for (const address of addresses) await see(address);
    for (const address of addresses) await see(address);
  }
});

Deno.test("guestPage: a request's deadline and a calendar that turns stale end a page within its minute", async () => {
  const { app, host } = await town({ calendar: [] });
  app.at(app.now() + 10_000);
  const wednesday = bookingRequest({ start: mondayTen + 2 * DAY });
  assert((await bookings.request(app, wednesday)).ok);
  const see = comparedPages(app), address = `${path}?date=2026-11-04&tz=UTC`;
  const guard = (await app.kv.get<{ calendars: Record<string, { syncedAt: number }> }>(
    keys.guard(host.id),
  )).value!;
  const [{ syncedAt }] = Object.values(guard.calendars) as [{ syncedAt: number }];
  const stale = syncedAt + 2 * app.settings.syncIntervalMs + 1;
  const deadline = app.now() + app.settings.bookingTtlMs;
  for (const instant of [stale, deadline]) {
    app.at(instant - 1);
    const before = await see(address);
    assert((await see(address)).isKept);
    app.at(instant);
    const after = await see(address);
    assert(!after.isKept);
    if (instant === deadline) assert.notEqual(after.text, before.text);
  }
});

Deno.test("guestPage: a team's page changes with its members' time", async () => {
  const { app, team, hosts, type } = await teamTown();
  const see = comparedPages(app), monday = "/team/mill/visit?date=2026-11-02";
  for (const [n, host] of hosts.entries()) {
    await see(monday), await see("/team/mill");
    assert((await see(monday)).isKept && (await see("/team/mill")).isKept);
    await addTeamBooking({ app, team, type }, [host]);
    const after = await see(monday);
    assert(!after.isKept);
    assert.equal(after.text.includes("2026-11-02T09:00:00Z"), n < hosts.length - 1);
  }
  await app.kv.delete(keys.teamMember(team.id, hosts[2]!.id));
  const guard = (await app.kv.get<{ version: number }>(keys.guard(team.id))).value!;
  await app.kv.set(keys.guard(team.id), { ...guard, version: guard.version + 1 });
  assert(!(await see(monday)).isKept);
  await app.kv.set(keys.host(hosts[0]!.id), { ...hosts[0], name: "Zoe" });
  assert((await see(monday)).text.includes("Zoe"));
});

Deno.test("guestPage: requests side by side, also of two programs on one store, never see taken time", async () => {
  const { app } = await town();
  const programs = [openGuestPages(app), openGuestPages(await restartApp(app))];
  const address = `${path}?date=2026-11-02`;
  for (let n = 0; n < 12; n++) {
    const start = mondayTen + n * 30 * MINUTE, iso = new Date(start).toISOString().slice(0, 16);
    await Promise.all(programs.flatMap((open) => [open(address), open(address)]));
    const racing = Promise.all(
      programs.flatMap((open) => Array.from({ length: 4 }, () => open(address))),
    );
    const requested = await bookings.request(app, bookingRequest({ start }));
    const pages = await Promise.all(programs.flatMap((open) => [open(address), open(address)]));
    await racing;
    if (!requested.ok) continue;
    for (
      const { text } of [
        ...pages,
        ...await Promise.all(programs.map((open) => open(address))),
      ]
    ) {
      assert(!text.includes(`"iso":"${iso}`), iso);
    }
  }
});

Deno.test("guestPage: every visit of a kept page is counted, and what is missed on it", async () => {
  const visits: unknown[] = [], wanted: unknown[] = [];
  const { app } = await town({
    app: {
      visits: { count: (visit) => void visits.push(visit.steps), flush: () => Promise.resolve() },
      wanted: {
        note: (each) => void wanted.push(each.time),
        flush: () => Promise.resolve(),
        stop: () => Promise.resolve(),
      },
    },
  });
  const open = openGuestPages(app);
  const headers: Record<string, string> = { "user-agent": browser };
  for (const isKept of [false, true, true]) {
    assert.equal((await open(`${path}?date=2026-11-07`, headers)).isKept, isKept);
  }
  assert.deepEqual(visits, Array.from({ length: 3 }, () => ["view", "day"]));
  assert.equal(wanted.length, 3);
  await open(`${path}?date=2026-11-07`, { ...headers, dnt: "1" });
  assert.deepEqual([visits.length, wanted.length], [3, 3]);
});

Deno.test("openPageMemory: keeps within its bytes, drops what was not used for longest, and with none nothing", () => {
  const memory = openPageMemory<string>(100_000);
  for (let n = 0; n < 30; n++) {
    memory.set(`${n}`, `page ${n}`, 5_000);
    memory.get("0");
    assert(memory.bytes <= 100_000);
  }
  assert.equal(memory.get("0"), "page 0");
  assert.equal(memory.get("1"), null);
  assert.equal(memory.get("29"), "page 29");
  memory.set("large", "page", 20_000);
  assert.equal(memory.get("large"), null);
  const none = openPageMemory<string>(0);
  none.set("0", "page", 0);
  assert.equal(none.get("0"), null);
});
