import type { Mutation } from "./mutation.ts";

/** The rules of the picker: which weeks are shown, and what guests read of time off. */
export const pickerRules: Mutation[] = [
  {
    name: "guests read what a host calls their time off",
    file: "src/lib/server/bookings/picker/empty-view.ts",
    find: "note: away.timeOff.publicText || null,",
    replaceBy: "note: away.timeOff.name || null,",
    tests: ["tests/server/bookings/picker/build-picker.test.ts"],
  },
  {
    name: "a date of the next month leaves the weeks that it was chosen in",
    file: "src/lib/server/bookings/picker/shown-weeks.ts",
    find: "monthFor: (date) => leadsTo(date) === month ? null : month,",
    replaceBy: "monthFor: () => null,",
    tests: ["tests/server/bookings/picker/build-picker.test.ts"],
  },
  {
    name: "a day without times leads back though later ones exist",
    file: "src/lib/server/bookings/picker/find-next.ts",
    find: "start: far.starts[0] ?? far.nextStart",
    replaceBy: "start: null",
    tests: ["tests/server/bookings/picker/shown-weeks.test.ts"],
  },
];
