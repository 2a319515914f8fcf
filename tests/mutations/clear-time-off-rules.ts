import type { Mutation } from "./mutation.ts";

const tests = ["tests/server/bookings/clear-time-off.test.ts"];
const file = "src/lib/server/bookings/clear-time-off.ts";

/** The rules of cancelling what is booked on days off. */
export const clearTimeOffRules: Mutation[] = [
  {
    name: "days off cancel somebody else's booking",
    file,
    find: 'if (!booking?.hosts.includes(host.id)) return refused("not-found");',
    replaceBy: 'if (!booking) return refused("not-found");',
    tests,
  },
  {
    name: "days off cancel a meeting that only asks to move there",
    file,
    find: "if (isMeeting && isItselfOn(booking, host, days)) {",
    replaceBy: "if (isMeeting) {",
    tests,
  },
  {
    name: "days off touch what is on other days",
    file,
    find: 'if (!isOn) return refused("changed");',
    replaceBy: "",
    tests,
  },
  {
    name: "days off leave out requests to move there",
    file,
    find: "holds.flatMap(({ bookingIds }) => bookingIds)",
    replaceBy:
      "holds.flatMap(({ slot, bookingIds }) => bookingIds.includes(slot) ? bookingIds : [])",
    tests,
  },
];
