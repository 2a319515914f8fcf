/** Two processes book one team: its guard keeps limits, rotation, private links and members right. */
import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { request } from "$lib/server/bookings/index.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { openLocks } from "$lib/server/runtime/locks.ts";
import { setEventType } from "$lib/server/store/event-types.ts";
import { getGuard, guardedCommit } from "$lib/server/kv/guard.ts";
import { openHostMemory } from "$lib/server/store/host-memory.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { getRotation, listTeamStarts } from "$lib/server/store/team-bookings.ts";
import { deleteTeamMember } from "$lib/server/store/teams.ts";
import { committingStore } from "../../support/altered-store.ts";
import { refusal } from "../../support/granted.ts";
import { connectCalendar } from "../../support/stub-calendar.ts";
import type { TestApp } from "../../support/test-app.ts";
import { teamTown } from "../../support/team-town.ts";
import { bookingRequest, mondayTen } from "../../support/town.ts";

let guests = 0;

function visit(start: number, link: string | null = null) {
  const asked = bookingRequest({ slug: "visit", start, link });
  const guest = { ...asked.guest, email: `guest${++guests}@example.net` };
  return { ...asked, username: "", teamSlug: "mill", guest };
}

/** A second process on the same store: it knows of the first one's bookings only what is stored. */
function otherProcess(app: TestApp): TestApp {
  return { ...app, withLock: openLocks(), hostMemory: openHostMemory(16_777_216) };
}

Deno.test("two processes: a limit of one booking a day is never passed", async () => {
  const { app, type } = await teamTown({
    type: { bookingLimits: { day: 1, week: null, month: null }, minimumNotice: 0 },
  });
  const other = otherProcess(app);
  for (let day = 0; day < 4; day++) {
    const start = mondayTen + day * DAY;
    const all = await Promise.all([
      request(app, visit(start)),
      request(other, visit(start + HOUR)),
      request(app, visit(start + 2 * HOUR)),
      request(other, visit(start + 3 * HOUR)),
    ]);
    assert.equal(all.filter((each) => each.ok).length, 1);
    const span = { start: start - HOUR, end: start + 6 * HOUR };
    assert.equal((await listTeamStarts(app.kv, type.id, span)).length, 1);
  }
});

Deno.test("two processes: every assignment is counted, and nobody is booked twice at one time", async () => {
  const { app, hosts, team, type } = await teamTown();
  const other = otherProcess(app);
  for (let n = 0; n < 4; n++) {
    const start = mondayTen + n * HOUR;
    const all = await Promise.all(
      [app, other, app, other, app].map((each) => request(each, visit(start))),
    );
    assert.equal(all.filter((each) => each.ok).length, 3);
  }
  const rotation = (await getRotation(app.kv, team.id, type.id))!;
  assert.deepEqual(hosts.map(({ id }) => rotation[id]!.count), [4, 4, 4]);
  for (const { id } of hosts) {
    const held = await listHolds(app.kv, id, { start: mondayTen, end: mondayTen + DAY });
    assert.equal(new Set(held.map(({ start }) => start)).size, 4);
  }
});

Deno.test("two processes: a private link of a team that is good for one booking gives one", async () => {
  const { app, team, hosts: [ada], type } = await teamTown();
  const other = otherProcess(app);
  const input = { label: "", uses: 1, until: null };
  const manager = { teamId: team.id, hostId: ada!.id, zone: team.zone };
  const made = await privateLinks.create(app, manager, type.id, input);
  assert(made.ok, JSON.stringify(made));
  const [view] = await privateLinks.list(app, team, type);
  const link = new URL(view!.address).searchParams.get("link");
  const all = await Promise.all(
    [app, other, app, other].map((each, n) => request(each, visit(mondayTen + n * HOUR, link))),
  );
  assert.equal(all.filter((each) => each.ok).length, 1);
});

Deno.test("two processes: a collective and its members' own types never hold one time twice", async () => {
  const { app, hosts } = await teamTown({ terms: { mode: "collective" } });
  const other = otherProcess(app);
  for (let n = 0; n < 5; n++) {
    const start = mondayTen + n * HOUR;
    const solo = hosts.map(({ username }) => bookingRequest({ username, start }));
    await Promise.all([
      request(app, visit(start)),
      ...solo.map((asked, i) => request(i % 2 ? app : other, asked)),
      request(other, visit(start)),
    ]);
    for (const { id } of hosts) {
      const held = await listHolds(app.kv, id, { start, end: start + HOUR / 2 });
      assert.equal(held.filter((hold) => hold.start === start).length, 1);
    }
  }
});

/** The app whose next commit comes after something else was committed by others. */
function withOthersFirst(app: TestApp, act: () => Promise<unknown>): TestApp {
  let isDone = false;
  const kv = committingStore(app.kv, async (make) => {
    if (!isDone) {
      isDone = true;
      await act();
    }
    return await make();
  });
  return { ...otherProcess(app), kv };
}

Deno.test("what changes in a team between decision and commit is seen: the request is decided anew", async () => {
  const changes = {
    "a member leaves": { code: "not-offered", left: true },
    "the type is made inactive": { code: "inactive", left: false },
  } as const;
  for (const { code, left } of Object.values(changes)) {
    const { app, team, hosts: [ada], type } = await teamTown({ names: ["ada"] });
    using _ = app;
    const raced = withOthersFirst(app, async () => {
      const op = guardedCommit(app.kv, await getGuard(app.kv, team.id));
      if (left) deleteTeamMember(op, { teamId: team.id, hostId: ada!.id });
      else setEventType(op, { ...type, active: false, revision: 2 }, type);
      assert((await op.commit()).ok);
    });
    assert.equal(refusal(await request(raced, visit(mondayTen))).code, code);
  }
});

Deno.test("a limit that another member's booking reaches between decision and commit is not passed", async () => {
  const { app, hosts: [ada, ben], type } = await teamTown({
    names: ["ada", "ben"],
    type: { bookingLimits: { day: 1, week: null, month: null } },
  });
  const busy = (start: number) => [{ start, end: start + HOUR }];
  await connectCalendar(app, ada!, busy(mondayTen + HOUR));
  await connectCalendar(app, ben!, busy(mondayTen));
  const raced = withOthersFirst(app, async () => {
    const first = await request(app, visit(mondayTen + HOUR));
    assert(first.ok && first.value.booking.hosts[0] === ben!.id);
  });
  assert.equal(refusal(await request(raced, visit(mondayTen))).code, "not-offered");
  const counted = await listTeamStarts(app.kv, type.id, { start: 0, end: mondayTen + DAY });
  assert.equal(counted.length, 1);
});

Deno.test("any member's booking between decision and commit refuses a collective, and the other way round", async () => {
  const { app, hosts } = await teamTown({ terms: { mode: "collective" } });
  const other = otherProcess(app);
  const own = (username: string, start: number) => {
    const asked = bookingRequest({ slug: "intro-call", start });
    const email = `guest${++guests}@example.net`;
    return { ...asked, username, guest: { ...asked.guest, email } };
  };
  const granted = async (asked: Parameters<typeof request>[1]) => {
    assert((await request(other, asked)).ok);
  };
  for (const [n, { username }] of hosts.entries()) {
    const first = mondayTen + 2 * n * HOUR, second = first + HOUR;
    const team = await refusal(request(
      withOthersFirst(app, () => granted(own(username, first))),
      visit(first),
    ));
    assert.equal(team.code, "taken", username);
    const solo = await refusal(request(
      withOthersFirst(app, () => granted(visit(second))),
      own(username, second),
    ));
    assert.equal(solo.code, "taken", username);
  }
});
