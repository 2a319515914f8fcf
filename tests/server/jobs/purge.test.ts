import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { Busy } from "$lib/scheduling/holds.ts";
import * as invitations from "$lib/server/auth/invitations.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { newJob, writeJob } from "$lib/server/store/jobs.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { dayOf, keys } from "$lib/server/kv/keys.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { shortenBooking } from "$lib/server/store/stored-booking.ts";
import { calendarKey } from "$lib/server/kv/calendar-keys.ts";
import { markLinkUsed } from "$lib/server/store/magic-links.ts";
import { writeTitles } from "$lib/server/store/busy-titles.ts";
import { writeGeneration } from "$lib/server/store/sync-state.ts";
import { writeObjectIndex } from "$lib/server/store/object-chunks.ts";
import { connectCalendar } from "../../support/stub-calendar.ts";
import { mondayTen } from "../../support/town.ts";
import { fullAccount } from "../../support/full-account.ts";
import { granted } from "../../support/granted.ts";
import { countRecords, runDue, runPurge } from "../../support/job-runs.ts";

const work = { kind: "purge" as const };

Deno.test("purge: finished jobs go after thirty days with their indexes, those that need attention stay", async () => {
  const whole = await fullAccount(), { app } = whole;
  const waiting = newJob({ hostId: whole.host.id, work, dueAt: app.now() + 900 * DAY }, 5);
  await writeJob(app.kv.atomic(), { ...waiting, state: "waiting" }).commit();
  await runDue(app);
  const jobs = await countRecords(app, "job");
  app.at(mondayTen + 29 * DAY);
  await runPurge(app);
  assert.equal(await countRecords(app, "job"), jobs);
  app.at(mondayTen + 32 * DAY);
  await runPurge(app);
  const left = await countRecords(app, "job");
  assert(left < jobs && left >= 1, `${left} of ${jobs}`);
  assert((await app.kv.get(keys.job(waiting.id))).value, "it still waits");
  for (const index of ["job_of", "job_of_booking"]) {
    for await (const { value } of app.kv.list<string>({ prefix: [index] })) {
      assert((await app.kv.get(keys.job(value))).value, `${index} points at nothing`);
    }
  }
});

Deno.test("purge: answers after a day, sessions and links of identity when they are over, and none before", async () => {
  const whole = await fullAccount(), { app } = whole;
  await markLinkUsed(app.kv, "spent-link", app.now() + HOUR, app.now());
  const kinds = [
    "idempotency",
    "session",
    "session_of",
    "magic_link",
    "invitation",
    "invitation_of",
    "api_key",
    "api_key_of",
  ];
  const now = app.now();
  const counts = async () => {
    const found: Record<string, number> = {};
    for (const kind of [...kinds, "used_link"]) found[kind] = await countRecords(app, kind);
    return found;
  };
  const before = await counts();
  for (const [kind, n] of Object.entries(before)) assert(n > 0, kind);
  await runPurge(app);
  const first = await counts();
  assert.deepEqual({ ...before, idempotency: 0 }, { ...first, idempotency: 0 });
  assert(
    first["idempotency"]! > 0 && first["idempotency"]! < before["idempotency"]!,
    "Sunday's answers, not today's",
  );
  app.at(now + DAY);
  await runPurge(app);
  assert.equal((await counts())["idempotency"], 0);
  app.at(now + 60 * DAY);
  await runPurge(app);
  assert.equal((await counts())["api_key"], 1, "the key expired less than thirty days ago");
  app.at(now + 62 * DAY);
  const { secret } = await sessions.start(app, whole.host.id, "magic-link", {
    agent: "",
    before: null,
  });
  assert((await invitations.invite(app, whole.host.id)).ok);
  await runPurge(app);
  assert.deepEqual(await counts(), {
    idempotency: 0,
    session: 1,
    session_of: 1,
    magic_link: 0,
    invitation: 1,
    invitation_of: 1,
    api_key: 0,
    api_key_of: 0,
    used_link: 0,
  });
  assert(await sessions.find(app, secret));
});

Deno.test("purge: busy time two days past, and held time that no limit counts any more", async () => {
  const whole = await fullAccount(), { app } = whole;
  const span = (start: number): Busy => ({ start, end: start + HOUR });
  const days = [-4, -3, -2, -1, 0, 5].map((n) => span(app.now() + n * DAY));
  await connectCalendar(app, whole.host, days.map((each) => ({ ...each, title: "Dentist" })));
  for await (const { key } of app.kv.list({ prefix: ["busy"] })) {
    if (Number(key.at(-1)) < dayOf(days[0]!.start)) await app.kv.delete(key);
  }
  const held = await countRecords(app, "ledger");
  await runPurge(app);
  for (const kind of ["busy", "busy_title"]) {
    const remaining: number[] = [];
    const prefix = [kind, whole.host.id, "connection:work", "g1"];
    for await (const { key } of app.kv.list({ prefix })) remaining.push(Number(key.at(-1)));
    assert.deepEqual(remaining, days.slice(2).map(({ start }) => dayOf(start)), kind);
  }
  assert.equal(await countRecords(app, "ledger"), held);
  assert.equal(await countRecords(app, "slot"), 1);
  app.at(mondayTen + 33 * DAY);
  await runPurge(app);
  assert.equal(await countRecords(app, "ledger"), held, "a limit of the month may count them");
  app.at(app.now() + 60 * DAY);
  await runPurge(app);
  assert.equal(await countRecords(app, "ledger"), 0);
  assert.equal(await countRecords(app, "slot"), 0);
});

Deno.test("purge: a past day of the ledger stays while a booking in it is upcoming by its own record", async () => {
  const whole = await fullAccount(), { app } = whole;
  const { id } = whole.meetings.confirmed;
  const was = (await getBooking(app.kv, id))!;
  const later = { ...was, start: mondayTen + 90 * DAY, end: mondayTen + 90 * DAY + HOUR };
  await app.kv.set(keys.booking(id), shortenBooking(later));
  app.at(app.now() + 60 * DAY);
  await runPurge(app);
  const left = [];
  for await (const { key } of app.kv.list({ prefix: ["ledger"] })) left.push(key.at(-1));
  assert.deepEqual(left, [dayOf(was.start)]);
});

Deno.test("purge: private links go ninety days after their end, with their place in the list; open ones stay", async () => {
  const whole = await fullAccount(), { app, host } = whole;
  const [type] = await listEventTypes(app.kv, host.id);
  const input = { label: "", uses: 1, until: null };
  await granted(
    privateLinks.create(app, host, type!.id, { ...input, until: "2026-11-10" }),
  );
  const revoked = await granted(privateLinks.create(app, host, type!.id, input));
  assert((await privateLinks.revoke(app, host.id, type!.id, revoked.hash)).ok);
  const counts = async () => [
    await countRecords(app, "private_link"),
    await countRecords(app, "private_link_of"),
  ];
  app.at(app.now() + 89 * DAY);
  await runPurge(app);
  assert.deepEqual(await counts(), [3, 3]);
  app.at(app.now() + 2 * DAY);
  await runPurge(app);
  assert.deepEqual(await counts(), [2, 2]);
  app.at(app.now() + 900 * DAY);
  await runPurge(app);
  assert.deepEqual(await counts(), [1, 1], "the open one");
});

Deno.test("purge: leftovers of a dead sync or an unselected calendar go; what may be under way stays", async () => {
  const whole = await fullAccount(), { app } = whole;
  const hostId = whole.host.id;
  const work = calendarKey({ connectionId: "connection", calendarId: "work" });
  const busy = new Map([[dayOf(app.now()), [{ start: app.now(), end: app.now() + HOUR }]]]);
  const remote = {
    href: "/a.ics",
    etag: "1",
    uid: "a",
    bookingId: null,
    inexactReason: null,
    unreadableReason: null,
    busyBounds: [app.now(), app.now() + HOUR],
  };
  const named = (at: number) => at.toString(36).padStart(9, "0") + "xxxxxxxxxxxxxxxxxxxxxx";
  const dead = named(app.now() - 2 * DAY), young = named(app.now() - HOUR);
  await connectCalendar(app, whole.host, [{ start: app.now(), end: app.now() + HOUR }]);
  const reading = { generation: "g1", previousGeneration: "g0", objectIndex: "l1" };
  await app.kv.set(keys.syncState(hostId, work), reading);
  await app.kv.set(keys.syncState(hostId, "gone:calendar"), {
    generation: "g9",
    previousGeneration: "g8",
  });
  await app.kv.set(keys.syncProgress(hostId, work), {
    done: 1,
    total: 2,
    updatedAt: app.now() - 2 * DAY,
  });
  const dentist = { start: app.now(), end: app.now() + HOUR, title: "Dentist", object: "a" };
  const name = (calendar: string, generation: string) =>
    writeTitles(app, { hostId, calendar, generation }, [dentist]);
  for (const generation of ["g0", "g1", dead, young]) {
    await writeGeneration(app.kv, hostId, work, generation, busy);
    await name(work, generation);
  }
  await name("gone:calendar", "g9");
  for (const listing of ["l1", dead, young]) {
    await writeObjectIndex(app.kv, hostId, work, listing, [remote]);
  }
  await writeGeneration(app.kv, hostId, "gone:calendar", "g9", busy);
  await writeObjectIndex(app.kv, hostId, "gone:calendar", "l9", [remote]);
  await runPurge(app);

  const places = async (family: string) => {
    const found = new Set<string>();
    for await (const { key } of app.kv.list({ prefix: [family] })) {
      found.add(key.slice(2, 4).map(String).join(" "));
    }
    return [...found].sort();
  };
  assert.deepEqual(await places("busy"), [`${work} ${young}`, `${work} g0`, `${work} g1`]);
  assert.deepEqual(await places("busy_title"), await places("busy"));
  assert.deepEqual(await places("object_chunk"), [`${work} ${young}`, `${work} l1`]);
  assert.deepEqual(await places("sync_state"), [work]);
  assert.deepEqual(await places("sync_progress"), []);
});
