import assert from "node:assert/strict";
import { buildPicker } from "$lib/server/views/picker/build-picker.ts";
import { teamList } from "$lib/server/views/picker/event-type-list.ts";
import { loadPickerPage } from "$lib/server/views/picker/picker-page.ts";
import { availabilityVersion } from "$lib/server/availability/availability-version.ts";
import { hasIdempotentResponse, request } from "$lib/server/bookings/index.ts";
import { findBookingPage, requestAddress } from "$lib/server/event-types/booking-page.ts";
import { getGuards } from "$lib/server/kv/guard.ts";
import { setEventType } from "$lib/server/store/event-types.ts";
import { deleteTeamMember } from "$lib/server/store/teams.ts";
import type { App } from "$lib/server/app.ts";
import { granted } from "../../../support/granted.ts";
import { addTeamBooking, addTeamType, teamTown } from "../../../support/team-town.ts";
import { bookingRequest, mondayTen } from "../../../support/town.ts";

const visit = { team: "mill", slug: "visit" };
const monday = "date=2026-11-02&tz=Europe/Berlin";
const atTen = new Date(mondayTen).toISOString().replace(".000Z", "Z");

async function shown(app: App, query: string, address = visit) {
  const found = await granted(findBookingPage(app, address));
  return await buildPicker(app, found, new URLSearchParams(query));
}

const page = (app: App, query = "") => {
  const url = new URL(`http://localhost/team/mill/visit?${query}`);
  return loadPickerPage(app, visit, { url, request: new Request(url), client: "198.51.100.7" });
};

Deno.test("buildPicker: a round robin offers a time as long as one member is free, in the team's name and zone", async () => {
  const { app, team, hosts: [ada, ben, cleo], type } = await teamTown();
  const times = async () => (await shown(app, monday)).day!.times.map(({ iso }) => iso);
  const view = await shown(app, "");
  assert.equal(view.owner.name, "The Mill");
  assert.equal(view.zone.name, "Europe/Berlin");
  assert.equal(view.people?.label, "With Ada Moor, Ben Moor or Cleo Moor");
  assert.deepEqual(view.people?.shown.map(({ initial }) => initial), ["A", "B", "C"]);
  for (const host of [ada!, ben!]) await addTeamBooking({ app, team, type }, [host]);
  assert.ok((await times()).includes(atTen));
  await addTeamBooking({ app, team, type }, [cleo!]);
  assert.ok(!(await times()).includes(atTen));
});

Deno.test("buildPicker: a collective offers a time where every required member is free, and names them", async () => {
  const { app, team, hosts: [, ben], type } = await teamTown({
    terms: { mode: "collective" },
    members: { cleo: { isOptional: true } },
  });
  const before = await shown(app, monday);
  assert.equal(before.people?.label, "With Ada Moor and Ben Moor");
  assert.ok(before.day!.times.some(({ iso }) => iso === atTen));
  await addTeamBooking({ app, team, type }, [ben!]);
  assert.ok(!(await shown(app, monday)).day!.times.some(({ iso }) => iso === atTen));
});

Deno.test("buildPicker: of many members a few are named, the others counted", async () => {
  const names = ["ada", "ben", "cleo", "dan", "eve", "finn", "gus"];
  const { app } = await teamTown({ names });
  const { people } = await shown(app, "");
  assert.equal(people?.label, "With Ada Moor, Ben Moor, Cleo Moor, Dan Moor or 3 others");
  assert.equal(people?.more, 3);
});

Deno.test("buildPicker: the version of a team's page changes with its guard and with each member's", async () => {
  const { app, team, hosts, type } = await teamTown();
  const expected = async () => {
    const guards = await getGuards(app.kv, [team.id, ...hosts.map(({ id }) => id)]);
    const versions = new Map(guards.map(({ hostId, guard }) => [hostId, guard.version]));
    return availabilityVersion(versions, team.id);
  };
  const { live } = await shown(app, "");
  assert.equal(live.events, `/live/team/mill/${type.id}`);
  assert.equal(live.version, await expected());
  await addTeamBooking({ app, team, type }, [hosts[1]!]);
  const after = (await shown(app, "")).live;
  assert.notEqual(after.version, live.version);
  assert(
    (await request(app, bookingRequest())).ok,
    "a member's own booking leaves the team's guard",
  );
  const last = (await shown(app, "")).live;
  assert.notEqual(last.version, after.version);
  assert.equal(last.version, await expected());
});

Deno.test("buildPicker: the form of a team that was sent before says so, a host's of the same name does not", async () => {
  const { app } = await teamTown();
  const key = "k".repeat(22);
  await granted(request(app, {
    ...bookingRequest({ key: { route: "form", value: key } }),
    ...requestAddress(visit),
  }));
  assert.equal((await shown(app, `${monday}&slot=${atTen}&key=${key}`)).chosen?.sent, true);
  const other = { key: { route: "form", value: key } };
  assert.equal(
    await hasIdempotentResponse(app, { ...other, username: "mill", slug: "visit" }),
    false,
  );
});

Deno.test("loadPickerPage: what a team has turned off says so in the team's name and leads to its page", async () => {
  const { app, team, type } = await teamTown();
  assert.equal((await page(app)).title, "Visit with The Mill");
  await setEventType(app.kv.atomic(), { ...type, active: false }, type).commit();
  const { view, closed } = await page(app);
  assert.equal(view, null);
  assert.match(closed?.text ?? "", /^The Mill has turned off/);
  assert.deepEqual(closed?.others, {
    href: "/team/mill",
    label: "See all event types from The Mill",
  });
  await app.kv.set(["team", team.id], { ...team, closedAt: app.now() });
  await assert.rejects(page(app), { status: 404 });
});

Deno.test("loadPickerPage: a private event type of a team is 404 without its link", async () => {
  const { app } = await teamTown({ type: { privateLinkOnly: true } });
  await assert.rejects(page(app), { status: 404 });
  await assert.rejects(page(app, `link=${"x".repeat(43)}`), { status: 404 });
});

Deno.test("teamList: active public event types with who may be met, and nothing else", async () => {
  const { app, team, hosts } = await teamTown();
  const others = {
    hidden: { hidden: true },
    off: { active: false },
    own: { privateLinkOnly: true },
  };
  for (const [slug, type] of Object.entries(others)) {
    await addTeamType(app, team, hosts, { type: { slug, title: slug, ...type } });
  }
  await addTeamType(app, team, hosts.slice(1), {
    type: { slug: "tour", title: "Tour" },
    terms: { mode: "collective" },
  });
  const list = await teamList(app, team);
  assert.deepEqual(list.types.map(({ href, people }) => [href, people?.label]).sort(), [
    ["/team/mill/tour", "With Ben Moor and Cleo Moor"],
    ["/team/mill/visit", "With Ada Moor, Ben Moor or Cleo Moor"],
  ]);
  assert.equal(list.title, "Book a time with The Mill");
});

Deno.test("teamList: of a collective nobody is named once a required member has left the team", async () => {
  const { app, team, hosts: [, ben] } = await teamTown({ terms: { mode: "collective" } });
  const op = app.kv.atomic();
  assert((await deleteTeamMember(op, { teamId: team.id, hostId: ben!.id }).commit()).ok);
  assert.deepEqual((await teamList(app, team)).types.map(({ people }) => people), [null]);
});

Deno.test("teamList: a team without event types says so", async () => {
  const { app, team } = await teamTown({ type: { active: false } });
  const list = await teamList(app, team);
  assert.deepEqual(list.types, []);
  assert.match(list.empty.text, /^The Mill isn’t accepting bookings/);
});
