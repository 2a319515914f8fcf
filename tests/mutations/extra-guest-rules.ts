import type { Mutation } from "./mutation.ts";

const tests = ["tests/server/bookings/extra-guests.test.ts"];
const extraGuests = "src/lib/scheduling/extra-guests.ts",
  change = "src/lib/server/bookings/change-extra-guests.ts",
  grant = "src/lib/server/bookings/grant.ts",
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
    find: "if (await isAnyBlocked(app.kv, typeOwnerOf(booking), joining)) {",
    replaceBy: "if (await isAnyBlocked(app.kv, typeOwnerOf(booking), [])) {",
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
];
