import type { Mutation } from "./mutation.ts";

const tests = ["tests/server/bookings/extra-guests.test.ts"];
const extraGuests = "src/lib/scheduling/extra-guests.ts",
  change = "src/lib/server/bookings/change-extra-guests.ts",
  grant = "src/lib/server/bookings/grant-refusal.ts",
  sendEmail = "src/lib/server/jobs/send-email.ts";

/** The rules of whom a guest brings along. */
export const extraGuestRules: Mutation[] = [
  {
    name: "extra guests are invited without a vouched booking",
    file: extraGuests,
    find: 'status === "CONFIRMED" && mayInvite ? extraGuests',
    replaceBy: 'status === "CONFIRMED" ? extraGuests',
    tests,
  },
  {
    name: "extra guests are taken where the host does not allow them",
    file: extraGuests,
    find: "return allowExtraGuests && seats === 1;",
    replaceBy: "return seats === 1;",
    tests,
  },
  {
    name: "a blocked address is brought along",
    file: grant,
    find: ": isExtraBlocked",
    replaceBy: ": false",
    tests,
  },
  {
    name: "a blocked address is added later",
    file: change,
    find: "if (await isBlockedByAny(",
    replaceBy: "if (false && await isBlockedByAny(",
    tests,
  },
  {
    name: "extra guests are changed too late",
    file: change,
    find: 'if (isTooLate(was, "reschedule", now)) return refused("too-late");',
    replaceBy: "",
    tests,
  },
  {
    name: "an extra guest gets the guest's link",
    file: sendEmail,
    find: "if (work.extraGuest !== undefined) return noLinks;",
    replaceBy: "",
    tests,
  },
  {
    name: "an extra guest is not counted towards the limit of emails",
    file: "src/lib/server/bookings/recipient-limit.ts",
    find: "...extra.map((count) => added(count, 1)),",
    replaceBy: "",
    tests,
  },
  {
    name: "emails of an erased extra guest stay",
    file: "src/lib/server/store/guests.ts",
    find: "isOf(work.extraGuest, comparableEmail(email))",
    replaceBy: "false",
    tests,
  },
  {
    name: "a member gets a booking with somebody whom they block",
    file: "src/lib/server/bookings/assign.ts",
    find: 'await isAnyBlocked(app.kv, hostId, extraGuests) ? "extra-guest" : null',
    replaceBy: "null",
    tests: ["tests/server/bookings/team-extra-guests.test.ts"],
  },
  {
    name: "a member takes over a booking with somebody whom they block",
    file: "src/lib/server/bookings/free-members.ts",
    find: "const guests = [booking.guest.email, ...booking.extraGuests];",
    replaceBy: "const guests = [booking.guest.email];",
    tests: ["tests/server/bookings/team-extra-guests.test.ts"],
  },
  {
    name: "only the team's block list is asked for whom a guest adds",
    file: change,
    find: "isBlockedByAny(app.kv, indexOwnersOf(booking), joining)",
    replaceBy: "isBlockedByAny(app.kv, indexOwnersOf(booking).slice(-1), joining)",
    tests: ["tests/server/bookings/team-extra-guests.test.ts"],
  },
  {
    name: "another host removes an extra guest",
    file: change,
    find: 'if (!known || !await actsAs(app.kv, known, hostId)) return refused("not-found");',
    replaceBy: 'if (!known) return refused("not-found");',
    tests,
  },
  {
    name: "a host who removes an extra guest vouches for the others",
    file: "src/lib/scheduling/booking-transitions.ts",
    find: "{ ...withChange(booking, now, by, { extraGuests }), mayInvite }",
    replaceBy: "withChange(booking, now, by, { extraGuests })",
    tests,
  },
];
