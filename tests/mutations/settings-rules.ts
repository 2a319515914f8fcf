import type { Mutation } from "./mutation.ts";

const schedules = "src/lib/server/availability/schedules.ts";
const revisions = ["tests/server/availability/schedule-revisions.test.ts"];

/** The rules for what a host sets by pages and the API at once. */
export const settingsRules: Mutation[] = [
  {
    name: "a schedule changes at any revision",
    file: schedules,
    find: 'if (revision !== null && was.revision !== revision) return refused("changed");',
    replaceBy: "",
    tests: revisions,
  },
  {
    name: "hours set over the API are overwritten by an open form",
    file: schedules,
    find: "fields.rules ? was.revision + 1 : was.hoursRevision",
    replaceBy: "was.hoursRevision",
    tests: revisions,
  },
  {
    name: "a form with hours is refused after any other change",
    file: schedules,
    find: "if (!(revision >= was.hoursRevision))",
    replaceBy: "if (revision !== was.revision)",
    tests: revisions,
  },
  {
    name: "a change of a schedule leaves its revision",
    file: schedules,
    find: "{ ...made.value, revision: was.revision + 1 }",
    replaceBy: "{ ...made.value }",
    tests: revisions,
  },
  {
    name: "a page of a list begins with the last item of the one before",
    file: "src/lib/server/http/page-of.ts",
    find: "{ at: Number(at), id }) > 0)",
    replaceBy: "{ at: Number(at), id }) >= 0)",
    tests: ["tests/server/http/page-of.test.ts"],
  },
  {
    name: "hours are set although something else that was read with them has changed",
    file: schedules,
    find: 'if (isCurrent && !await isCurrent()) return refused("changed");',
    replaceBy: "",
    tests: ["tests/server/availability/availability-json.test.ts"],
  },
  {
    name: "the schedule that is no longer the default keeps its revision",
    file: schedules,
    find: "{ ...was, isDefault: false, revision: was.revision + 1 }",
    replaceBy: "{ ...was, isDefault: false }",
    tests: ["tests/server/availability/availability-json.test.ts"],
  },
  {
    name: "an event type is moved at any revision",
    file: "src/lib/server/event-types/edit.ts",
    find: 'if (revision !== null && revision !== type.revision) return refused("changed");',
    replaceBy: "",
    tests: ["tests/server/event-types/edit.test.ts"],
  },
];
