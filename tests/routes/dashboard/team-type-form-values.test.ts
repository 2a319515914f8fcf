import assert from "node:assert/strict";
import type { TeamTerms } from "$lib/scheduling/team-terms.ts";
import {
  newTeamTypeFormValues,
  parseTeamTypeForm,
  parseTeamTypeInputFrom,
  type TeamTypeFormValues,
  teamTypeFormValues,
} from "../../../src/routes/dashboard/teams/[id]/event-types/team-type-form-values.ts";
import { sampleEventType } from "../../support/sample-event-type.ts";

const terms: TeamTerms = {
  mode: "collective",
  members: [
    { hostId: "ada", weight: 2, priority: 5, isOptional: false, scheduleId: "s" },
    { hostId: "ben", weight: 1, priority: 3, isOptional: true, scheduleId: null },
    { hostId: "cleo", weight: 1, priority: 3, isOptional: false, scheduleId: null },
  ],
  confirmedBy: "all",
  whenDeclined: "next-member",
  keepsHost: false,
  prefersSameHost: false,
};
const type = sampleEventType({ team: terms, title: "Visit", slug: "visit" });

/** The form as a browser sends it, members of the team beside those of the type. */
function sent(values: TeamTypeFormValues): FormData {
  const form = new FormData();
  for (const [id, row] of Object.entries(values.members)) {
    form.append("listed", id);
    if (row.isChosen) form.append("member", id);
    form.set(`weight.${id}`, row.weight);
    form.set(`priority.${id}`, row.priority);
    form.set(`presence.${id}`, row.presence);
  }
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === "string") form.set(name, value);
    else if (value === true) form.set(name, "on");
  }
  return form;
}

function errorsOf(change: Partial<TeamTypeFormValues>) {
  const input = parseTeamTypeInputFrom({ ...teamTypeFormValues(type, terms), ...change });
  return input.ok ? undefined : input.refusal.fields;
}

Deno.test("parseTeamTypeForm reads back what teamTypeFormValues shows, the lead first", () => {
  const values = teamTypeFormValues(type, terms);
  assert.deepEqual(parseTeamTypeForm(sent(values)), values);
  const input = parseTeamTypeInputFrom(values);
  assert(input.ok, JSON.stringify(input));
  const { members, ...rest } = terms;
  assert.deepEqual(input.value.terms, {
    ...rest,
    members: members.map(({ scheduleId: _, ...member }) => member),
  });
  values.members["ada"]!.presence = "required";
  values.members["cleo"]!.presence = "lead";
  const led = parseTeamTypeInputFrom(values);
  assert.deepEqual(led.ok && led.value.terms.members.map(({ hostId }) => hostId), [
    "cleo",
    "ada",
    "ben",
  ]);
});

Deno.test("a new type has everybody in turn, with the fields of its base", () => {
  const base = sampleEventType({
    title: "Mine",
    durations: [15, 45],
    onlyForTeams: true,
    revision: 4,
  });
  const values = newTeamTypeFormValues(base, ["ada", "ben"]);
  const input = parseTeamTypeInputFrom(values);
  assert(input.ok, JSON.stringify(input));
  const { fields, terms: { mode, members } } = input.value;
  assert.deepEqual([fields.title, fields.durations, fields.onlyForTeams], [
    "Mine",
    [15, 45],
    false,
  ]);
  assert.deepEqual([mode, members.map(({ hostId, weight }) => [hostId, weight])], [
    "round-robin",
    [["ada", 1], ["ben", 1]],
  ]);
  assert.equal(values.revision, "0");
});

Deno.test("errors of a team event type stand at their control, beside those of its fields", () => {
  const { members } = teamTypeFormValues(type, terms);
  const chosen = (given: Record<string, object>) =>
    Object.fromEntries(
      Object.entries(members).map(([id, row]) => [id, { ...row, ...given[id] }]),
    );
  assert.deepEqual(errorsOf({ title: "", members: chosen({ cleo: { weight: "11" } }) }), {
    title: "title-empty",
    "weight.cleo": "weight-range",
  });
  assert.deepEqual(errorsOf({ members: chosen({ cleo: { presence: "lead" } }) }), {
    members: "lead-twice",
  });
  const nobody = { isChosen: false };
  assert.deepEqual(errorsOf({ members: chosen({ ada: nobody, ben: nobody, cleo: nobody }) }), {
    members: "member-needed",
  });
  assert.deepEqual(errorsOf({ mode: "all-at-once" }), { mode: "team-mode" });
});
