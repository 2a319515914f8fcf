import type { Mutation } from "./mutation.ts";

const api = ["tests/routes/team-bookings-api.test.ts"];
const find = "src/lib/server/bookings/find-bookings.ts";

/** The rules for what the API shows of bookings, and to whom. */
export const bookingApiRules: Mutation[] = [
  {
    name: "a host acts on anybody's booking over the API",
    file: "src/lib/server/http/host-bookings-api.ts",
    find: "return booking && role ? accepted({ booking, role })",
    replaceBy: 'return booking ? accepted({ booking, role: role ?? "host" })',
    tests: api,
  },
  {
    name: "who gave a booking away reads on in it",
    file: "src/lib/server/http/host-bookings-api.ts",
    find: "booking: mayRead ? await",
    replaceBy: "booking: mayRead !== undefined ? await",
    tests: api,
  },
  {
    name: "a no-show is marked over what was changed since",
    file: "src/lib/server/bookings/no-show.ts",
    find: 'if (revision !== null && revision !== was.revision) return refused("changed");',
    replaceBy: "",
    tests: ["tests/server/bookings/no-show.test.ts"],
  },
  {
    name: "members list all bookings of their team",
    file: find,
    find: "managesTeam || booking.hosts.includes(hostId)",
    replaceBy: "booking.team !== null",
    tests: api,
  },
  {
    name: "a team's bookings are listed to everybody",
    file: find,
    find: "if (filter.teamId !== null && !found)",
    replaceBy: "if (filter.teamId === hostId && !found)",
    tests: api,
  },
  {
    name: "requests with an unverified address are listed",
    file: find,
    find: "!isHiddenFromHost(booking) &&",
    replaceBy: "",
    tests: api,
  },
  {
    name: "a page begins with the last booking of the page before",
    file: "src/lib/server/store/booking-places.ts",
    find: 'selector.start = [...at, ""]',
    replaceBy: "selector.start = at",
    tests: api,
  },
  {
    name: "conflicts are not sent back to whoever may override them",
    file: "src/lib/server/http/problem-details.ts",
    find: "...(refusal.acknowledged ?",
    replaceBy: "...(refusal.retryAfter ?",
    tests: api,
  },
  {
    name: "emails shown over the API have the secrets of their links",
    file: "src/lib/server/jobs/send-email.ts",
    find: "hidesSecrets ? HIDDEN : open()",
    replaceBy: "open()",
    tests: ["tests/server/jobs/host-emails.test.ts"],
  },
  {
    name: "guests' bookings need no idempotency key",
    file: "src/lib/api/operations/guest-bookings.ts",
    find: `  access: "public",
  idempotency: "required",
  answer`,
    replaceBy: `  access: "public",
  idempotency: "accepted",
  answer`,
    tests: ["tests/api/openapi.test.ts"],
  },
];
