import assert from "node:assert/strict";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { TypeSection } from "$lib/scheduling/event-type-sections.ts";
import type { App } from "$lib/server/app.ts";
import {
  editSection,
  type SectionChanges,
  sectionFingerprint,
} from "$lib/server/event-types/edit-section.ts";
import * as teamTypes from "$lib/server/event-types/team-types.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addEventType, addHost, town } from "../../support/town.ts";
import { teamTown, teamTypeInput } from "../../support/team-town.ts";

/** Saves what a form of this section, made from `type`, would send. */
async function save(
  app: App,
  owner: Parameters<typeof editSection>[1],
  type: EventType,
  section: TypeSection,
  changes: SectionChanges,
) {
  const shown = await sectionFingerprint(type, section);
  return await editSection(app, owner, type.id, { section, shown, changes });
}

Deno.test("editSection: two forms of different sections are both saved, the second of one is refused", async () => {
  const { app, host, type } = await town();
  const before = (await getGuard(app.kv, host.id)).guard.version;
  await granted(save(app, host.id, type, "basics", { fields: { title: "First" } }));
  const location = { kind: "phone", value: "+49 30 1234" } as const;
  await granted(save(app, host.id, type, "location", { fields: { location } }));
  const late = await refusal(save(app, host.id, type, "basics", { fields: { title: "Second" } }));
  assert.equal(late.code, "changed");
  const stored = (await getEventType(app.kv, host.id, type.id))!;
  assert.deepEqual([stored.title, stored.location, stored.revision], ["First", location, 3]);
  assert.equal((await getGuard(app.kv, host.id)).guard.version, before + 2);
});

Deno.test("editSection: a slug in use, an unknown schedule and another host's type are refused", async () => {
  const { app, host, type } = await town();
  await addEventType(app, host, { slug: "coffee" });
  const taken = await refusal(save(app, host.id, type, "basics", { fields: { slug: "coffee" } }));
  assert.deepEqual(taken.fields, { slug: "slug-taken" });
  const unknown = await refusal(
    save(app, host.id, type, "availability", { fields: { scheduleId: "no" } }),
  );
  assert.deepEqual(unknown.fields, { scheduleId: "schedule-unknown" });
  const grace = await addHost(app, { preferredUsername: "grace", email: "grace@example.org" });
  const foreign = await refusal(save(app, grace.id, type, "basics", { fields: { title: "Mine" } }));
  assert.equal(foreign.code, "not-found");
  assert.deepEqual(await getEventType(app.kv, host.id, type.id), type);
});

Deno.test("editSection: reminders keep their ids, and a change of them refuses the section alone", async () => {
  const { app, host, type } = await town();
  const one = { id: null, side: "before", minutes: 60, to: "guest" } as const;
  const reminders = { alarm: 5, reminders: [one] };
  const first = await granted(save(app, host.id, type, "emails", { reminders }));
  const [made] = first.reminders;
  const late = await refusal(
    save(app, host.id, type, "emails", { fields: { decision: "instant" } }),
  );
  assert.equal(late.code, "changed");
  const again = { alarm: null, reminders: [{ ...one, id: made!.id, minutes: 30 }] };
  const second = await granted(save(app, host.id, first, "emails", { reminders: again }));
  assert.deepEqual(second.reminders, [{ ...made, minutes: 30 }]);
});

Deno.test("editSection of a team: members and seats fit together, whichever section changes", async () => {
  const { app, team, hosts: [ada, ben] } = await teamTown();
  const manager = { teamId: team.id, hostId: ada!.id };
  const members = [{ hostId: ada!.id }, { hostId: ben!.id }];
  const robin = await granted(teamTypes.create(app, manager, teamTypeInput({ members }), null));
  const seats = await refusal(save(app, manager, robin, "availability", { fields: { seats: 5 } }));
  assert.deepEqual(seats.fields, { seats: "seats-round-robin" });
  const { terms } = teamTypeInput({ members, mode: "collective" });
  const all = await granted(save(app, manager, robin, "people", { terms }));
  assert.equal(all.team?.mode, "collective");
  const group = await granted(save(app, manager, all, "availability", { fields: { seats: 5 } }));
  const back = teamTypeInput({ members, mode: "round-robin" });
  const refused = await refusal(save(app, manager, group, "people", { terms: back.terms }));
  assert.deepEqual(refused.fields, { seats: "seats-round-robin" });
});

Deno.test("editSection of a team: no schedule or base of others; a member's own schedule refuses nobody", async () => {
  const { app, team, hosts: [ada, ben] } = await teamTown();
  const manager = { teamId: team.id, hostId: ada!.id };
  const input = teamTypeInput({ members: [{ hostId: ada!.id }, { hostId: ben!.id }] });
  const type = await granted(teamTypes.create(app, manager, input, null));
  const fields = { scheduleId: "hers", onlyForTeams: true, hidden: true };
  const saved = await granted(save(app, manager, type, "sharing", { fields }));
  assert.deepEqual([saved.scheduleId, saved.onlyForTeams, saved.hidden], ["", false, true]);
  const other = {
    ...saved,
    team: {
      ...saved.team!,
      members: saved.team!.members.map((each) => ({ ...each, scheduleId: "x" })),
    },
  };
  await granted(save(app, manager, other, "people", { terms: input.terms }));
  const member = { teamId: team.id, hostId: ben!.id };
  const refused = await refusal(save(app, member, saved, "sharing", { fields: { hidden: false } }));
  assert.equal(refused.code, "not-found");
});
