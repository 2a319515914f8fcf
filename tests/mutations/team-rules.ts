import type { Mutation } from "./mutation.ts";

const requests = ["tests/server/bookings/team-request.test.ts"];
const slots = ["tests/server/availability/team-slots.test.ts"];
const calendars = ["tests/server/bookings/team-calendars.test.ts"];
const types = ["tests/server/event-types/team-types.test.ts"];

/** The rules that decide who of a team is booked, and when. */
export const teamRules: Mutation[] = [
  {
    name: "a team booking does not check the team's guard",
    file: "src/lib/server/store/team-bookings.ts",
    find: "  bumpVersion(op, guard);\n",
    replaceBy: "",
    tests: ["tests/server/bookings/team-races.test.ts"],
  },
  {
    name: "the rotation is not stored with the booking",
    file: "src/lib/server/store/team-bookings.ts",
    find: "  if (rotation) op.set(",
    replaceBy: "  if (rotation && false) op.set(",
    tests: requests,
  },
  {
    name: "a team booking does not count towards the limits of its type",
    file: "src/lib/server/store/team-bookings.ts",
    find: "  for (const key of startKeys(booking)) op.set(key,",
    replaceBy: "  for (const key of [] as Deno.KvKey[]) op.set(key,",
    tests: requests,
  },
  {
    name: "a former member still takes bookings of a team",
    file: "src/lib/server/availability/snapshots.ts",
    find: "  const isTaking = known && (known.memberIds?.has(hostId) ?? true);",
    replaceBy: "  const isTaking = known !== null;",
    tests: requests,
  },
  {
    name: "a collective without a missing member is offered with the others",
    file: "src/lib/server/event-types/find-bookable-type.ts",
    find: "return await getOpenHosts(app.kv, requiredMembers(team)) ?? [];",
    replaceBy:
      "return (await Promise.all(requiredMembers(team).map((id) => getOpenHost(app.kv, id)))).filter((host) => host !== null);",
    tests: slots,
  },
  {
    name: "a start of a collective is offered where one member is open on another grid",
    file: "src/lib/server/availability/slot-query.ts",
    find: "  return queries.map((query) => ({ ...query, grid }));",
    replaceBy: "  void grid;\n  return queries;",
    tests: slots,
  },
  {
    name: "the limits of a team's type count in the zone of each member",
    file: "src/lib/server/availability/snapshots.ts",
    find: "      zone: known.zone ?? host.zone,",
    replaceBy: "      zone: host.zone,",
    tests: [...slots, ...requests],
  },
  {
    name: "the page of a round robin forgets the limits of its type",
    file: "src/lib/server/availability/member-starts.ts",
    find: "      !full.some((period) => period.start <= start && start < period.end)",
    replaceBy: "      full.length >= 0",
    tests: slots,
  },
  {
    name: "what was known of a member's time is used after their guard has changed",
    file: "src/lib/server/availability/member-starts.ts",
    find: "    const guard = guards[n]!;",
    replaceBy: '    const guard = { ...guards[n]!, versionstamp: "any" };',
    tests: slots,
  },
  {
    name: "what was known of a member's time is used after a deadline has passed",
    file: "src/lib/server/availability/member-starts.ts",
    find: "    const end = validUntil(own, terms);",
    replaceBy: "    const end = Infinity;",
    tests: slots,
  },
  {
    name: "a member who blocks the guest takes the booking",
    file: "src/lib/server/bookings/assign.ts",
    find: "free.value.filter((_, n) => !blocked[n])",
    replaceBy: "free.value",
    tests: requests,
  },
  {
    name: "an optional member is invited though busy",
    file: "src/lib/server/bookings/assign.ts",
    find: "    const isFree = own.ok && own.value.approvalReason === null;",
    replaceBy: "    const isFree = true;",
    tests: requests,
  },
  {
    name: "a member of a round robin is confirmed without asking their calendars",
    file: "src/lib/server/bookings/assign.ts",
    find: "  if (mustAsk && mayAsk && !answers.has(hostId)) return { ask: [hostId] };",
    replaceBy: "  void [mustAsk, mayAsk];",
    tests: calendars,
  },
  {
    name: "a member whose calendar is unknown comes before one whose is known",
    file: "src/lib/server/bookings/assign.ts",
    find: "  return known.length > 0 ? known : [...members];",
    replaceBy: "  return [...members];",
    tests: calendars,
  },
  {
    name: "a collective is confirmed where one member's calendar does not answer",
    file: "src/lib/server/bookings/decide-time.ts",
    find:
      "    pending.find(({ approvalReason }) => approvalReason !== null) ?? pending[0] ?? decisions[0]!,",
    replaceBy: "    decisions[0]!,",
    tests: calendars,
  },
  {
    name: "a member without a manager's role edits the team's event types",
    file: "src/lib/server/availability/change-as-owner.ts",
    find: 'needs: "admin"',
    replaceBy: 'needs: "member"',
    tests: types,
  },
  {
    name: "a stranger is listed in a team's event type",
    file: "src/lib/server/event-types/team-types.ts",
    find: "inTeam.includes(hostId) ||",
    replaceBy: "true ||",
    tests: types,
  },
  {
    name: "a chosen schedule is deleted meanwhile",
    file: "src/lib/server/event-types/team-types.ts",
    find: "bumpVersion(op, await getGuard(app.kv, hostId));",
    replaceBy: "",
    tests: ["tests/server/event-types/team-type-schedules.test.ts"],
  },
  {
    name: "a type for teams only is booked alone",
    file: "src/lib/server/bookings/grant.ts",
    find: "type.onlyForTeams || ",
    replaceBy: "",
    tests: ["tests/server/event-types/only-for-teams.test.ts"],
  },
  {
    name: "who gives a meeting away gets a cancellation that lists everybody",
    file: "src/lib/server/email/itip.ts",
    find: "if (removed) return removed.email ? [accepted(removed.name, removed.email)] : [];",
    replaceBy: "",
    tests: ["tests/server/email/team-invitations.test.ts"],
  },
  {
    name: "removing an attendee cancels the meeting",
    file: "src/lib/server/email/itip.ts",
    find: "removed ? null : property(",
    replaceBy: "property(",
    tests: ["tests/server/email/team-invitations.test.ts"],
  },
  {
    name: "who gave a meeting away is not told when it changes again",
    file: "src/lib/server/jobs/send-email.ts",
    find: "if (isToLeaving(emailKind)) return booking.hosts.includes(hostId);",
    replaceBy: "",
    tests: ["tests/routes/dashboard/team-booking.test.ts"],
  },
  {
    name: "who gave a meeting away reads on in its emails",
    file: "src/lib/server/jobs/host-emails.ts",
    find: "if (!subject || !isTheirs)",
    replaceBy: "if (!subject)",
    tests: ["tests/routes/dashboard/team-booking.test.ts"],
  },
  {
    name: "a request waits for a member who confirmed it",
    file: "src/lib/scheduling/booking.ts",
    find: "!booking.team?.confirmations.includes(hostId);",
    replaceBy: "true;",
    tests: ["tests/routes/dashboard/team-booking.test.ts"],
  },
  {
    name: "a member who leaves takes the event out of the calendar that they share",
    file: "src/lib/server/jobs/write-calendar.ts",
    find: "await rewriteOthers(app, meeting);",
    replaceBy: "",
    tests: ["tests/server/jobs/team-entries.test.ts"],
  },
];
