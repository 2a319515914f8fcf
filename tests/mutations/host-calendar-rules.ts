import type { Mutation } from "./mutation.ts";

const calendar = ["tests/server/bookings/host-calendar.test.ts"];
const view = ["tests/server/bookings/calendar-view.test.ts"];
const ruler = ["tests/scheduling/day-ruler.test.ts"];
const states = "src/lib/scheduling/calendar-state.ts";

/** The rules for what a host is shown of their own time. */
export const hostCalendarRules: Mutation[] = [
  {
    name: "the week shows time of a stale calendar as free",
    file: states,
    find: 'if (reason !== "fresh") return',
    replaceBy: 'if (reason === "broken") return',
    tests: calendar,
  },
  {
    name: "the week shows days that are not synced as free",
    file: states,
    find: "    end: state.syncedUntil,",
    replaceBy: "    end: Infinity,",
    tests: calendar,
  },
  {
    name: "the week shows days before the sync as free",
    file: states,
    find: "(state.syncedAt ?? now) - DAYS_SYNCED_BACK * DAY",
    replaceBy: "-Infinity",
    tests: calendar,
  },
  {
    name: "the week names a guest whose email is not verified",
    file: "src/lib/scheduling/held-time.ts",
    find: "isUnverified ? held.bookings : [...held.bookings, booking]",
    replaceBy: "[...held.bookings, booking]",
    tests: calendar,
  },
  {
    name: "the week leaves out the time that a guest asks to move to from another week",
    file: "src/lib/server/bookings/host-calendar.ts",
    find: "[...near, ...moving]",
    replaceBy: "[...near]",
    tests: calendar,
  },
  {
    name: "a calendar that did not answer just now counts as known",
    file: "src/lib/server/bookings/host-calendar.ts",
    find: "? answer.unreachable.map(",
    replaceBy: "? [].map(",
    tests: calendar,
  },
  {
    name: "the decision page, which needs no sign-in, links to other bookings",
    file: "src/lib/server/bookings/calendar-view.ts",
    find: "href: isLinked ? item.href : null",
    replaceBy: "href: item.href",
    tests: view,
  },
  {
    name: "two busy times at one place have one id",
    file: "src/lib/server/bookings/calendar-items.ts",
    find: "id: `busy-${n}`",
    replaceBy: "id: `busy-${start}`",
    tests: view,
  },
  {
    name: "the second pass of a repeated hour lies on the first",
    file: "src/lib/scheduling/day-ruler.ts",
    find: "change.at <= at && change.from === repeat.below",
    replaceBy: "change.at < at && change.from === repeat.below",
    tests: ruler,
  },
  {
    name: "a day without a clock change does not skip the repeated hour",
    file: "src/lib/scheduling/day-ruler.ts",
    find: ": repeat.below <= minute",
    replaceBy: ": repeat.below < minute",
    tests: ruler,
  },
  {
    name: "titles: the title of a private entry is kept",
    file: "src/lib/icalendar/busy-times.ts",
    find: "title: named && !named.isPrivate ? named.title",
    replaceBy: "title: named ? named.title",
    tests: ["tests/icalendar/titles.test.ts"],
  },
  {
    name: "titles: a private occurrence of a public series is named",
    file: "src/lib/icalendar/expand-series.ts",
    find: "title: isPrivate ? null : title",
    replaceBy: "title",
    tests: ["tests/icalendar/titles.test.ts"],
  },
  {
    name: "titles: those of a deleted or renamed entry stay",
    file: "src/lib/server/connections/sync-titles.ts",
    find: "others.has(object)",
    replaceBy: "true",
    tests: ["tests/server/connections/sync-titles.test.ts"],
  },
  {
    name: "titles: a sync of few changes loses the others",
    file: "src/lib/server/connections/sync-titles.ts",
    find: "others.size > 0 ?",
    replaceBy: "false ?",
    tests: ["tests/server/connections/sync-titles.test.ts"],
  },
  {
    name: "titles: a day has no bound",
    file: "src/lib/server/store/busy-titles.ts",
    find: "if (bytes > maxBytes) break;",
    replaceBy: "",
    tests: ["tests/server/store/busy-titles.test.ts"],
  },
  {
    name: "titles: a sealed record opens in another place",
    file: "src/lib/server/store/busy-titles.ts",
    find: '["busy-title", hostId, calendar, generation, day]',
    replaceBy: '["busy-title", day]',
    tests: ["tests/server/store/busy-titles.test.ts"],
  },
  {
    name: "titles: they outlive the sync that replaced them",
    file: "src/lib/server/store/sync-state.ts",
    find: "prefix: keys.busyTitlesOf(hostId, calendar, generation)",
    replaceBy: 'prefix: ["nothing"]',
    tests: ["tests/server/connections/sync-titles.test.ts"],
  },
  {
    name: "titles: they outlive their connection",
    file: "src/lib/server/store/sync-state.ts",
    find: "    keys.busyTitlesOfCalendar,\n",
    replaceBy: "",
    tests: ["tests/server/store/sync-state.test.ts"],
  },
  {
    name: "calendars are begun though their server asked to wait",
    file: "src/lib/server/connections/sync-connection.ts",
    find: "left.length > 0 && app.requestPacing.pausedForMs(server) === 0",
    replaceBy: "left.length > 0",
    tests: ["tests/server/connections/side-by-side.test.ts"],
  },
  {
    name: "an account takes the place of another at its server",
    file: "src/lib/server/connections/sync-connection.ts",
    find: "await app.requestPacing.run(server, syncNext);",
    replaceBy: "await syncNext();",
    tests: ["tests/server/connections/side-by-side.test.ts"],
  },
];
