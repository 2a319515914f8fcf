import type { Mutation } from "./mutation.ts";

const tests = ["tests/server/bookings/verification-emails.test.ts"];
const domain = "src/lib/scheduling/verification.ts",
  verbs = "src/lib/server/bookings/verification-emails.ts";

/** The rules of emails that verify a guest's address. */
export const verificationRules: Mutation[] = [
  {
    name: "a corrected address leaves the old link valid",
    file: domain,
    find: "link: verification.link + 1",
    replaceBy: "link: verification.link",
    tests,
  },
  {
    name: "a replaced link verifies",
    file: "src/lib/server/bookings/verify-email.ts",
    find: 'if (isReplacedLink(was, link)) return refused("changed");',
    replaceBy: "",
    tests,
  },
  {
    name: "verification emails have no limit",
    file: domain,
    find: "return booking.verification.sent < MAX_VERIFICATION_EMAILS",
    replaceBy: "return booking.verification.sent < Infinity",
    tests,
  },
  {
    name: "a verification email is sent again at once",
    file: domain,
    find: "if (wait > 0)",
    replaceBy: "if (wait > Infinity)",
    tests,
  },
  {
    name: "a blocked address is written to after a correction",
    file: verbs,
    find: "if (await isBlockedByAny(",
    replaceBy: "if (false && await isBlockedByAny(",
    tests,
  },
  {
    name: "only the team's block list is asked for a corrected address",
    file: verbs,
    find: "isBlockedByAny(app.kv, indexOwnersOf(booking), [email])",
    replaceBy: "isBlockedByAny(app.kv, indexOwnersOf(booking).slice(-1), [email])",
    tests: ["tests/server/bookings/team-verify-email.test.ts"],
  },
  {
    name: "a correction ignores how many emails its address got",
    file: verbs,
    find: "return retryAfter === null ? null",
    replaceBy: "return retryAfter !== Infinity ? null",
    tests,
  },
  {
    name: "a correction ignores the limit of pending requests",
    file: verbs,
    find: "if (!isSameGuest && await",
    replaceBy: "if (isSameGuest && await",
    tests,
  },
  {
    name: "a correction overwrites another",
    file: verbs,
    find: 'if (revision !== null && revision !== was.revision) return refused("changed");',
    replaceBy: "",
    tests,
  },
  {
    name: "an email that waits goes to the corrected address as well",
    file: "src/lib/server/email/messages/verify-email-address.ts",
    find: "booking.verification.sentAt === moment.requestedAt",
    replaceBy: "booking.verification.sentAt >= moment.requestedAt",
    tests,
  },
];
