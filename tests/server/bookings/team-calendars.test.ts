/** Calendars of a team's members: unknown is never free, and instant is only what each of them confirms. */
import assert from "node:assert/strict";
import type { Busy } from "$lib/scheduling/holds.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { EventTypeInput } from "$lib/scheduling/event-type.ts";
import type { TeamMode } from "$lib/scheduling/team-terms.ts";
import { explainMembers } from "$lib/server/availability/explain-team.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { request } from "$lib/server/bookings/index.ts";
import { hostsOffering } from "$lib/server/event-types/find-bookable-type.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { granted, refusal } from "../../support/granted.ts";
import { sampleFailure } from "../../support/sample-connection.ts";
import { connectCalendar, unavailableCalendar } from "../../support/stub-calendar.ts";
import { teamTown } from "../../support/team-town.ts";
import { bookingRequest, mondayTen } from "../../support/town.ts";

type Answer = () => Promise<(Busy & { title?: string })[]>;

/** An instant type of Ada and Ben, whose calendars a test gives answers for. */
async function instantTeam(mode: TeamMode, type: Partial<EventTypeInput> = {}) {
  const answers = new Map<string, Answer>();
  const asked: string[] = [];
  const world = await teamTown({
    names: ["ada", "ben"],
    app: {
      openCalendar: ({ hostId }) =>
        Promise.resolve({
          ...unavailableCalendar,
          busy: async () => {
            asked.push(hostId);
            return await answers.get(hostId)?.() ?? [];
          },
        }),
    },
    type: { decision: "instant", ...type },
    terms: { mode },
    // Her turn is first.
    members: { ada: { weight: 2 } },
  });
  for (const host of world.hosts) await connectCalendar(world.app, host);
  return { ...world, answers, asked };
}

const visit = (start = mondayTen) => ({
  ...bookingRequest({ slug: "visit", start }),
  username: "",
  teamSlug: "mill",
});
const window = { start: mondayTen, end: mondayTen + HOUR };

Deno.test("collective: instant only where the calendars of every member answer that they are free", async () => {
  const { app, hosts: [ada, ben], answers, asked } = await instantTeam("collective");
  const first = await granted(request(app, visit()));
  assert(first.booking.status === "CONFIRMED");
  assert.deepEqual(asked.sort(), [ada!.id, ben!.id].sort());
  answers.set(ben!.id, () => Promise.reject(new Error("away")));
  const second = await granted(request(app, visit(mondayTen + HOUR)));
  assert(second.booking.status === "PENDING");
  assert.equal(second.booking.approvalReason, "unreachable");
  const start = mondayTen + 2 * HOUR;
  answers.set(ben!.id, () => Promise.resolve([{ start, end: start + HOUR }]));
  assert.equal(refusal(await request(app, visit(start))).code, "taken");
});

Deno.test("collective: a signed-out calendar of one member makes it a request, or hides the times", async () => {
  for (const whenCalendarStale of ["require-approval", "hide"] as const) {
    const { app, hosts, type } = await instantTeam("collective", { whenCalendarStale });
    using _ = app;
    const failure = { ...sampleFailure({ kind: "signed-out" }), since: app.now() };
    await connectCalendar(app, hosts[1]!, [], { failure });
    const { starts, knownUntil } = await findSlots(app, { hosts, type, minutes: 30, window });
    assert.equal(starts.length > 0, whenCalendarStale === "require-approval");
    assert.equal(knownUntil, -Infinity);
    const outcome = await request(app, visit());
    if (whenCalendarStale === "hide") {
      assert.equal(!outcome.ok && outcome.refusal.code, "not-offered");
    } else assert.equal(outcome.ok && outcome.value.booking.approvalReason, "stale");
    const { members } = await explainMembers(app, { type, minutes: 30, window });
    assert.deepEqual(members.map(({ calendars }) => calendars), ["fresh", "broken"]);
  }
});

Deno.test("collective: with one member's account gone no time is offered, and the team is told who", async () => {
  const { app, hosts, type } = await instantTeam("collective");
  await app.kv.delete(keys.host(hosts[1]!.id));
  const offering = await hostsOffering(app, type);
  assert.deepEqual(
    (await findSlots(app, { hosts: offering, type, minutes: 30, window })).starts,
    [],
  );
  assert.equal(refusal(await request(app, visit())).code, "inactive");
  const { members, starts } = await explainMembers(app, { type, minutes: 30, window });
  assert.deepEqual(members.map(({ isPresent }) => isPresent), [true, false]);
  assert(starts.length > 0 && starts.every(({ reasons }) => reasons.includes("MEMBER")));
});

Deno.test("round robin: busy time found on asking gives the time to the next member, who is asked as well", async () => {
  const { app, hosts: [ada, ben], answers, asked } = await instantTeam("round-robin");
  const busy = [{ start: mondayTen, end: mondayTen + HOUR }];
  answers.set(ada!.id, () => Promise.resolve(busy));
  const first = await granted(request(app, visit()));
  assert.deepEqual(first.booking.hosts, [ben!.id]);
  assert.equal(first.booking.status, "CONFIRMED");
  assert.deepEqual(asked, [ada!.id, ben!.id]);
  answers.set(ben!.id, () => Promise.resolve(busy));
  assert.equal(refusal(await request(app, visit())).code, "taken");
});

Deno.test("round robin: an instant time goes to a member whose calendar is known before one whose is not", async () => {
  const { app, hosts: [ada, ben] } = await instantTeam("round-robin");
  const failure = { ...sampleFailure({ kind: "signed-out" }), since: app.now() };
  await connectCalendar(app, ada!, [], { failure });
  for (const n of [0, 1, 2]) {
    const outcome = await granted(request(app, { ...visit(mondayTen + n * HOUR) }));
    assert(outcome.booking.status === "CONFIRMED");
    assert.deepEqual(outcome.booking.hosts, [ben!.id]);
  }
  const last = await granted(request(app, visit()));
  assert(last.booking.status === "PENDING");
  assert.deepEqual(last.booking.hosts, [ada!.id]);
});

Deno.test("round robin: where no calendar answers in time the booking is a request", async () => {
  const { app, hosts, answers } = await instantTeam("round-robin");
  for (const { id } of hosts) answers.set(id, () => Promise.reject(new Error("away")));
  const outcome = await granted(request(app, visit()));
  assert(outcome.booking.approvalReason === "unreachable");
});

Deno.test("round robin: who has the turn gets a request, whether or not their calendar is known", async () => {
  const { app, hosts: [ada] } = await instantTeam("round-robin", { decision: "approval" });
  using _ = app;
  const failure = { ...sampleFailure({ kind: "signed-out" }), since: app.now() };
  await connectCalendar(app, ada!, [], { failure });
  assert.deepEqual((await granted(request(app, visit()))).booking.hosts, [ada!.id]);
});
