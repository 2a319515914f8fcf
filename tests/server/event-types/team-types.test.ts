import assert from "node:assert/strict";
import { parse } from "$lib/scheduling/parse.ts";
import { balanceOf } from "$lib/scheduling/rotation.ts";
import { TeamTermsInput } from "$lib/scheduling/team-terms.ts";
import * as emailTemplates from "$lib/server/event-types/email-templates.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { setReminders } from "$lib/server/event-types/reminders.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as teamTypes from "$lib/server/event-types/team-types.ts";
import { block } from "$lib/server/guests/block-list.ts";
import { getEmailTemplates } from "$lib/server/store/email-templates.ts";
import { getEventType, listEventTypes } from "$lib/server/store/event-types.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { getRotation } from "$lib/server/store/team-bookings.ts";
import { deleteTeamMember } from "$lib/server/store/teams.ts";
import { granted, refusal } from "../../support/granted.ts";
import {
  addMemberHost,
  addTeam,
  addTeamBooking,
  teamTown,
  teamTypeInput,
} from "../../support/team-town.ts";
import type { TestApp } from "../../support/test-app.ts";

const everybody = (hosts: readonly { id: string }[]) => hosts.map(({ id }) => ({ hostId: id }));
const guardVersion = async (app: TestApp, id: string) => (await getGuard(app.kv, id)).guard.version;

Deno.test("create: members with weight and priority, under the team's guard and no person's", async () => {
  const { app, team, hosts } = await teamTown();
  const [ada] = hosts;
  const before = await guardVersion(app, team.id), adas = await guardVersion(app, ada!.id);
  const members = [{ hostId: ada!.id, weight: 3, priority: 4 }, { hostId: hosts[1]!.id }];
  const manager = { teamId: team.id, hostId: ada!.id };
  const type = await granted(teamTypes.create(app, manager, teamTypeInput({ members }), null));
  assert.deepEqual(await getEventType(app.kv, team.id, type.id), type);
  assert.deepEqual(
    type.team?.members.map(({ weight, priority, scheduleId }) => [weight, priority, scheduleId]),
    [[3, 4, null], [1, 3, null]],
  );
  assert.equal(await guardVersion(app, team.id), before + 1);
  assert.equal(await guardVersion(app, ada!.id), adas);
});

Deno.test("create: from a base with its reminders and texts; later edits of the base do not reach it", async () => {
  const { app, team, hosts: [ada, ben] } = await teamTown();
  const base = (await listEventTypes(app.kv, ada!.id))[0]!;
  const reminder = { id: null, side: "before" as const, to: "guest" as const, minutes: 60 };
  const own = await granted(
    setReminders(app, ada!.id, base.id, base.revision, { alarm: 5, reminders: [reminder] }),
  );
  const text = { subject: "Ours", text: "Hello" };
  const which = { typeId: base.id, which: "guest-confirmed", language: "fr" as const };
  await granted(emailTemplates.setEmailTemplate(app, ada!.id, which, 0, text));
  const manager = { teamId: team.id, hostId: ada!.id };
  const input = teamTypeInput({ members: [{ hostId: ada!.id }] }, {
    ...base,
    colour: "rose",
    slug: "copy",
  });
  const type = await granted(teamTypes.create(app, manager, input, base.id));
  assert.deepEqual([type.alarm, type.reminders], [5, own.reminders]);
  assert.deepEqual((await getEmailTemplates(app.kv, team.id, type.id, "fr")).texts, {
    "guest-confirmed": text,
  });
  await granted(eventTypes.edit(app, ada!.id, base.id, own.revision, {
    ...base,
    colour: "rose",
    title: "Another",
  }));
  await granted(setReminders(app, ada!.id, base.id, own.revision + 1, { alarm: 1, reminders: [] }));
  assert.deepEqual(await getEventType(app.kv, team.id, type.id), type);
  const bens = (await listEventTypes(app.kv, ben!.id))[0]!;
  const foreign = await teamTypes.create(app, manager, teamTypeInput(input.terms), bens.id);
  assert.equal(refusal(foreign).code, "not-found", "a colleague's type is no base");
});

Deno.test("create and edit: only managers, and only members of the team are listed", async () => {
  const { app, team, hosts: [ada, ben], type } = await teamTown();
  const dora = await addMemberHost(app, "dora");
  const members = [{ hostId: ada!.id }];
  for (const hostId of [ben!.id, dora.id]) {
    const as = { teamId: team.id, hostId };
    const made = await teamTypes.create(app, as, teamTypeInput({ members }), null);
    assert.equal(refusal(made).code, "not-found");
    const edited = await teamTypes.edit(app, as, type.id, 1, teamTypeInput({ members }));
    assert.equal(refusal(edited).code, "not-found");
    const gone = await eventTypes.remove(app, as, type.id);
    assert.equal(refusal(gone).code, "not-found");
    assert.equal(refusal(await block(app, as, "x.example")).code, "not-found");
  }
  const other = await addTeam(app, [dora], { slug: "other" });
  const foreign = { teamId: other.id, hostId: dora.id };
  assert.equal(refusal(await eventTypes.setActive(app, foreign, type.id, false)).code, "not-found");
  const manager = { teamId: team.id, hostId: ada!.id };
  const stranger = teamTypeInput({ members: [{ hostId: dora.id }] });
  for (
    const no of [
      await teamTypes.create(app, manager, stranger, null),
      await teamTypes.edit(app, manager, type.id, 1, stranger),
    ]
  ) assert.deepEqual(refusal(no).fields, { members: "member-unknown" });
});

Deno.test("seats are for a collective; it has at most eight members, one of them required", async () => {
  const { app, team, hosts } = await teamTown();
  using _ = app;
  const manager = { teamId: team.id, hostId: hosts[0]!.id };
  const members = everybody(hosts);
  const grouped = await teamTypes.create(
    app,
    manager,
    teamTypeInput({ members }, { seats: 5 }),
    null,
  );
  assert.deepEqual(refusal(grouped).fields, { seats: "seats-round-robin" });
  await granted(teamTypes.create(
    app,
    manager,
    teamTypeInput({ mode: "collective", members }, { seats: 5 }),
    null,
  ));
  const nine = Array.from({ length: 9 }, (_, i) => ({ hostId: `h${i}` }));
  const parsed = parse(TeamTermsInput, { mode: "collective", members: nine });
  assert.deepEqual(refusal(parsed).fields, { members: "too-many-for-collective" });
  const optional = members.map((member) => ({ ...member, isOptional: true }));
  const nobody = parse(TeamTermsInput, { mode: "collective", members: optional });
  assert.deepEqual(refusal(nobody).fields, { members: "required-member-needed" });
});

Deno.test("edit: the second window is refused; the rotation keeps what members are owed", async () => {
  const town = await teamTown();
  const { app, team, hosts: [ada, ben, cleo], type } = town;
  await addTeamBooking(town, [ada!]);
  const manager = { teamId: team.id, hostId: ada!.id };
  const input = teamTypeInput({ members: everybody([ada!, ben!]) }, { slug: "visit" });
  const edited = await granted(teamTypes.edit(app, manager, type.id, 1, input));
  const rotation = (await getRotation(app.kv, team.id, type.id))!;
  assert.deepEqual(Object.keys(rotation).sort(), [ada!.id, ben!.id].sort());
  const owed = [ada!, ben!].map(({ id }) => balanceOf(rotation, id));
  assert(Math.abs(owed[0]! + owed[1]!) < 1e-9, "what is open of Cleo goes to the others");
  assert.equal(refusal(await teamTypes.edit(app, manager, type.id, 1, input)).code, "changed");
  const all = teamTypeInput({ mode: "collective", members: everybody([cleo!, ada!]) }, {
    slug: "visit",
  });
  await granted(teamTypes.edit(app, manager, type.id, edited.revision, all));
  assert.equal(await getRotation(app.kv, team.id, type.id), null, "a collective has none");
});

Deno.test("edit: who left stays listed in a collective until removed, and is no member of a round robin", async () => {
  const { app, team, hosts, type } = await teamTown({ terms: { mode: "collective" } });
  const [ada, ben, cleo] = hosts;
  await deleteTeamMember(app.kv.atomic(), { teamId: team.id, hostId: cleo!.id }).commit();
  const manager = { teamId: team.id, hostId: ada!.id };
  const members = everybody(hosts);
  const robin = await teamTypes.edit(app, manager, type.id, 1, teamTypeInput({ members }));
  assert.deepEqual(refusal(robin).fields, { members: "member-unknown" });
  await granted(
    teamTypes.edit(app, manager, type.id, 1, teamTypeInput({ mode: "collective", members })),
  );
  const without = teamTypeInput({ mode: "collective", members: everybody([ada!, ben!]) });
  await granted(teamTypes.edit(app, manager, type.id, 2, without));
  const back = await teamTypes.edit(
    app,
    manager,
    type.id,
    3,
    teamTypeInput({ mode: "collective", members }),
  );
  assert.deepEqual(refusal(back).fields, { members: "member-unknown" });
});

Deno.test("managers turn a type off, copy, order and delete it; its rotation and open links go", async () => {
  const town = await teamTown();
  const { app, team, hosts: [ada], type } = town;
  await addTeamBooking(town, [ada!]);
  const manager = { teamId: team.id, hostId: ada!.id };
  await granted(eventTypes.setActive(app, manager, type.id, false));
  const copy = await granted(eventTypes.duplicate(app, manager, type.id));
  assert.deepEqual([copy.slug, copy.active, copy.team], ["visit-2", false, type.team]);
  assert.equal(await getRotation(app.kv, team.id, copy.id), null, "a copy starts even");
  await granted(eventTypes.reorder(app, manager, copy.id, -1));
  assert.deepEqual(
    (await listEventTypes(app.kv, team.id)).map(({ id }) => id),
    [copy.id, type.id],
  );
  const input = { label: "", uses: 1, until: null };
  await granted(privateLinks.create(app, { ...manager, zone: team.zone }, type.id, input));
  await granted(eventTypes.remove(app, manager, type.id));
  assert.equal(await getRotation(app.kv, team.id, type.id), null);
  assert.deepEqual(await privateLinks.list(app, team, type), []);
});

Deno.test("private links of a team: its own address, made and revoked under the team's guard", async () => {
  const { app, team, hosts: [ada, ben], type } = await teamTown();
  const manager = { teamId: team.id, hostId: ada!.id };
  const input = { label: "For Tilda", uses: 1, until: null };
  const before = await guardVersion(app, team.id);
  const { hash } = await granted(
    privateLinks.create(app, { ...manager, zone: team.zone }, type.id, input),
  );
  const [link] = await privateLinks.list(app, team, type);
  assert.match(link!.address, /\/team\/mill\/visit\?link=[\w-]{43}$/);
  const member = { teamId: team.id, hostId: ben!.id };
  assert.equal(refusal(await privateLinks.revoke(app, member, type.id, hash)).code, "not-found");
  assert.equal(refusal(await privateLinks.revoke(app, ada!.id, type.id, hash)).code, "not-found");
  await granted(privateLinks.revoke(app, manager, type.id, hash));
  assert.equal(await guardVersion(app, team.id), before + 2);
});

Deno.test("a request by rotation is declined after its type became a collective, or was deleted", async () => {
  for (const isDeleted of [false, true]) {
    const town = await teamTown();
    const { app, team, hosts: [ada, ben], type } = town;
    using _ = app;
    const booking = await addTeamBooking(town, [ben!]);
    const manager = { teamId: team.id, hostId: ada!.id };
    const input = teamTypeInput({ mode: "collective", members: everybody([ada!, ben!]) });
    if (isDeleted) await granted(eventTypes.remove(app, manager, type.id));
    else await granted(teamTypes.edit(app, manager, type.id, 1, input));
    const decision = { hostId: ben!.id, revision: booking.revision, message: "", force: false };
    const declined = await granted(
      bookings.reject(app, booking.id, { ...decision, acknowledged: [] }),
    );
    assert.equal(declined.status, "REJECTED");
    const rotation = await getRotation(app.kv, team.id, type.id);
    assert.deepEqual(Object.keys(rotation ?? {}), [], "nobody is owed anything");
  }
});
