import assert from "node:assert/strict";
import type { TeamTerms } from "$lib/scheduling/team-terms.ts";
import {
  newPeopleValues,
  parsePeople,
  type PeopleValues,
  peopleValues,
  readPeople,
} from "../../../src/routes/dashboard/[...owner=owner]/event-types/editor/people-values.ts";
import { granted } from "../../support/granted.ts";

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

/** The form as a browser sends it, members of the team beside those of the type. */
function sent(values: PeopleValues): FormData {
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

function errorsOf(change: Partial<PeopleValues>) {
  const input = parsePeople({ ...peopleValues(terms), ...change });
  return input.ok ? undefined : input.refusal.fields;
}

Deno.test("readPeople reads back what peopleValues shows, the lead first", () => {
  const values = peopleValues(terms);
  assert.deepEqual(readPeople(sent(values)), values);
  const input = granted(parsePeople(values));
  const { members, ...rest } = terms;
  assert.deepEqual(input, {
    ...rest,
    members: members.map(({ scheduleId: _, ...member }) => member),
  });
  values.members["ada"]!.presence = "required";
  values.members["cleo"]!.presence = "lead";
  const led = granted(parsePeople(values));
  assert.deepEqual(led.members.map(({ hostId }) => hostId), [
    "cleo",
    "ada",
    "ben",
  ]);
});

Deno.test("newPeopleValues: everybody in turn", () => {
  const { mode, members } = granted(parsePeople(newPeopleValues(["ada", "ben"])));
  assert.deepEqual([mode, members.map(({ hostId, weight }) => [hostId, weight])], [
    "round-robin",
    [["ada", 1], ["ben", 1]],
  ]);
});

Deno.test("parsePeople names the control that is wrong", () => {
  const { members } = peopleValues(terms);
  const chosen = (given: Record<string, object>) =>
    Object.fromEntries(
      Object.entries(members).map(([id, row]) => [id, { ...row, ...given[id] }]),
    );
  assert.deepEqual(errorsOf({ members: chosen({ cleo: { weight: "11" } }) }), {
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
