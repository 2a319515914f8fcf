import type { Mutation } from "./mutation.ts";

const mcp = ["tests/server/mcp/answer-mcp.test.ts"];
const teamTools = ["tests/server/mcp/team-tools.test.ts"];
const hostBooks = ["tests/server/bookings/book-for-guest.test.ts"];
const bookPage = ["tests/routes/dashboard/book-page.test.ts"];
const escaping = ["tests/server/http/markdown/escape.test.ts"];

/** The rules for what programs and agents are given. */
export const agentRules: Mutation[] = [
  {
    name: "what other members wrote stands in a sentence of ours",
    file: "src/lib/server/mcp/booking-facts.ts",
    find: "team ? format(words.teamBooking, { team: team.slug }) : type.title",
    replaceBy: "type.title",
    tests: ["tests/server/mcp/team-tools.test.ts"],
  },
  {
    name: "a host books again from a booking that is not theirs",
    file: "src/routes/dashboard/book/[id]/book-page.ts",
    find: "|| !await actsAs(kv, booking, host.id)",
    replaceBy: "",
    tests: bookPage,
  },
  {
    name: "links for several guests go beyond the limit",
    file: "src/lib/server/event-types/private-links.ts",
    find: "open + secrets.length > MAX_OPEN_LINKS",
    replaceBy: "open >= MAX_OPEN_LINKS",
    tests: ["tests/server/event-types/links-for-guests.test.ts"],
  },
  {
    name: "a host books an event type that is turned off",
    file: "src/routes/dashboard/book/[id]/book-page.ts",
    find: "!found.active || ",
    replaceBy: "",
    tests: bookPage,
  },
  {
    name: "what a host wrote may be markup in Markdown",
    file: "src/lib/server/http/markdown/escape.ts",
    find: '.replace(SPECIAL, "\\\\$&")',
    replaceBy: "",
    tests: escaping,
  },
  {
    name: "what a host wrote may begin a list or a heading in Markdown",
    file: "src/lib/server/http/markdown/escape.ts",
    find: '.replace(/^[-+=]/, "\\\\$&")',
    replaceBy: "",
    tests: escaping,
  },
  {
    name: "a quote of a host ends at a blank line",
    file: "src/lib/server/http/markdown/escape.ts",
    find: 'return line === "" ? ">"',
    replaceBy: 'return line === "" ? ""',
    tests: escaping,
  },
  {
    name: "browsers are given Markdown",
    file: "src/lib/server/http/markdown/negotiate.ts",
    find: "  return markdown > 0 && ",
    replaceBy: "  return ",
    tests: ["tests/server/http/markdown/negotiate.test.ts"],
  },
  {
    name: "the name of an address of the program is not reserved",
    file: "src/lib/scheduling/username.ts",
    find: "profile ready register",
    replaceBy: "profile register",
    tests: ["tests/scheduling/reserved-names.test.ts"],
  },
  {
    name: "a member books for a guest what only a manager decides on",
    file: "src/lib/server/bookings/book-for-guest.ts",
    find: "decides: isManager(found.member.role)",
    replaceBy: "decides: true",
    tests: hostBooks,
  },
  {
    name: "a booking by a host is the guest's in the history",
    file: "src/lib/server/bookings/grant.ts",
    find: "    historyEntry: request.byHost\n",
    replaceBy: "    historyEntry: request.byHost && request.isTest\n",
    tests: hostBooks,
  },
  {
    name: "a booking by a host of an event type on approval no longer asks for one later",
    file: "src/lib/server/bookings/request-context.ts",
    find: "    return type && decidedType(type, request);",
    replaceBy: "    return type = type && decidedType(type, request);",
    tests: hostBooks,
  },
  {
    name: "a guest books without a private link",
    file: "src/lib/server/bookings/grant-refusal.ts",
    find: "type.privateLinkOnly && !request.byHost",
    replaceBy: "type.privateLinkOnly && request.isTest",
    tests: ["tests/server/event-types/private-links.test.ts"],
  },
  {
    name: "a key uses a tool of the MCP server without its scope",
    file: "src/lib/server/mcp/call-tool.ts",
    find: "if (!caller.key.scopes.includes(scope)) return",
    replaceBy: "if (caller.key.scopes.length === 0) return",
    tests: mcp,
  },
  {
    name: "an agent reads a booking of somebody else",
    file: "src/lib/server/mcp/tools/bookings.ts",
    find: "if (!booking || !await actsAs(app.kv, booking, host.id))",
    replaceBy: "if (!booking)",
    tests: mcp,
  },
  {
    name: "an agent of a member lists all bookings of the team",
    file: "src/lib/server/mcp/tools/bookings.ts",
    find: "readTeamBookings(app, found.member,",
    replaceBy: 'readTeamBookings(app, { ...found.member, role: "owner" },',
    tests: teamTools,
  },
  {
    name: "an agent is told of a booking that its host gave away",
    file: "src/lib/server/mcp/booking-facts.ts",
    find: "if (await actsAs(app.kv, booking, host.id)) return",
    replaceBy: "if (await actsAs(app.kv, booking, host.id) !== undefined) return",
    tests: teamTools,
  },
  {
    name: "names of members are words of ours to an agent",
    file: "src/lib/server/mcp/tools/teams.ts",
    find: "members.map(({ name: _theirs, ...facts }) => ({",
    replaceBy: "members.map((facts) => ({",
    tests: teamTools,
  },
  {
    name: "the marker that ends untrusted data can be guessed",
    file: "src/lib/server/mcp/untrusted.ts",
    find: "const mark = newId();",
    replaceBy: 'const mark = "";',
    tests: mcp,
  },
  {
    name: "one message of an agent is many calls",
    file: "src/lib/server/mcp/answer-mcp.ts",
    find: "return Array.isArray(message) ? ",
    replaceBy: "return message === null ? ",
    tests: mcp,
  },
  {
    name: "a message of an agent may be of any size",
    file: "src/lib/server/mcp/answer-mcp.ts",
    find: "if (bytes.length > MAX_MESSAGE_BYTES)",
    replaceBy: "if (bytes.length < 0)",
    tests: mcp,
  },
];
