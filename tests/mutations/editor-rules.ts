import type { Mutation } from "./mutation.ts";

const section = "src/lib/server/event-types/edit-section.ts";
const sections = ["tests/server/event-types/edit-section.test.ts"];
const exceptions = "src/lib/scheduling/availability-exceptions.ts";
const holidays = "src/lib/server/availability/renew-holidays.ts";
const rules = ["tests/server/availability/host-rules.test.ts"];

/** The rules of the editor of event types, of date overrides and of yearly holidays. */
export const editorRules: Mutation[] = [
  {
    name: "a section is saved over what somebody else changed in it",
    file: section,
    find: 'if (await sectionFingerprint(was, section) !== shown) return refused("changed");',
    replaceBy: "",
    tests: sections,
  },
  {
    name: "a section is refused when another one was changed",
    file: "src/lib/scheduling/event-type-sections.ts",
    find: "JSON.stringify(sectionFields[section].map((field) => {",
    replaceBy:
      "JSON.stringify([type.revision]) + JSON.stringify(sectionFields[section].map((field) => {",
    tests: sections,
  },
  {
    name: "a team event type gets a schedule, or is a base of others",
    file: section,
    find: "{ fields: { scheduleId: _, onlyForTeams: __, ...fields } = {}, terms }",
    replaceBy: "{ fields = {}, terms }",
    tests: sections,
  },
  {
    name: "a round robin is given seats by its own section",
    file: section,
    find: "return seats.ok ? accepted(fields) : seats;",
    replaceBy: "return accepted(fields);",
    tests: sections,
  },
  {
    name: "hours in place of the weekly ones are added to them",
    file: exceptions,
    find: "...(inPlace.length > 0 ? inPlace : weekly)",
    replaceBy: "...inPlace, ...weekly",
    tests: ["tests/scheduling/availability-exceptions.test.ts"],
  },
  {
    name: "a holiday that was opened again comes back",
    file: holidays,
    find: "Number(date.slice(0, 4)) > yearly.until && yearly.names",
    replaceBy: "yearly.names",
    tests: rules,
  },
  {
    name: "a holiday that was not chosen is added in a new year",
    file: holidays,
    find: " && yearly.names.includes(name)",
    replaceBy: "",
    tests: rules,
  },
  {
    name: "yearly holidays that were stopped are added",
    file: "src/lib/server/availability/host-rules.ts",
    find:
      "if (!was.yearlyHolidays.some((each) => isSamePlace(each, yearly))) return accepted(was);",
    replaceBy: "",
    tests: ["tests/server/availability/public-holidays.test.ts"],
  },
];
