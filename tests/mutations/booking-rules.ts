import type { Mutation } from "./mutation.ts";

const life = "src/lib/scheduling/booking-transitions.ts",
  change = "src/lib/server/bookings/change.ts";

/** The rules of a booking's life, of repeats and of follow-up work. */
export const bookingRules: Mutation[] = [
  {
    name: "a decided request is decided again",
    file: life,
    find: 'if (state === "unverified" || state === "requested") return accepted(booking);',
    replaceBy: 'if (state !== "declined") return accepted(booking);',
    tests: ["tests/server/bookings/decide.test.ts"],
  },
  {
    name: "an expired request is confirmed",
    file: life,
    find: 'if (state === "unverified" || state === "requested") return accepted(booking);',
    replaceBy: 'if (booking.status === "PENDING") return accepted(booking);',
    tests: ["tests/server/bookings/decide.test.ts", "tests/server/bookings/life.test.ts"],
  },
  {
    name: "a request expires before its deadline",
    file: life,
    find:
      'if (isLiveBooking(booking, now)) return refused("changed");\n  return accepted(withChange(booking, now, "time", { status: "CANCELLED"',
    replaceBy: 'return accepted(withChange(booking, now, "time", { status: "CANCELLED"',
    tests: ["tests/server/jobs/expire.test.ts", "tests/server/bookings/life.test.ts"],
  },
  {
    name: "a cancelled booking is cancelled again",
    file: life,
    find:
      "  if (!isLiveBooking(booking, now)) return refused(refusalCodeOf(booking, now));\n  const agreed",
    replaceBy: "  const agreed",
    tests: ["tests/server/bookings/decide.test.ts", "tests/server/bookings/life.test.ts"],
  },
  {
    name: "a rescheduled request keeps a deadline beyond its start",
    file: life,
    find: "Math.min(reservedUntil, to.start)",
    replaceBy: "reservedUntil",
    tests: ["tests/server/bookings/life.test.ts", "tests/server/bookings/reschedule.test.ts"],
  },
  {
    name: "a reschedule that was asked for is confirmed after its deadline",
    file: life,
    find:
      'if (rescheduleRequest.expiresAt <= now) return refused("expired");\n  return rescheduleBooking(',
    replaceBy: "return rescheduleBooking(",
    tests: [
      "tests/server/bookings/reschedule-request.test.ts",
      "tests/server/bookings/life.test.ts",
    ],
  },
  {
    name: "a guest reschedules too late",
    file: "src/lib/server/bookings/decide-reschedule.ts",
    find: 'if (isTooLate(was, "reschedule", now)) return refused("too-late");',
    replaceBy: "",
    tests: ["tests/server/bookings/cancel.test.ts"],
  },
  {
    name: "a guest cancels too late",
    file: "src/lib/server/bookings/cancel.ts",
    find: 'if (by.actor === "guest" && isTooLate(was, "cancel", now)) return refused("too-late");',
    replaceBy: "",
    tests: ["tests/server/bookings/cancel.test.ts"],
  },
  {
    name: "a form that showed an older state acts",
    file: "src/lib/server/bookings/cancel.ts",
    find: 'if (revision !== null && revision !== was.revision) return refused("changed");',
    replaceBy: "",
    tests: ["tests/server/bookings/cancel.test.ts"],
  },
  {
    name: "a host ends another host's booking",
    file: "src/lib/server/bookings/cancel.ts",
    find:
      'if (by.actor !== "guest" && !was.hosts.includes(by.hostId)) return refused("not-found");',
    replaceBy: "",
    tests: ["tests/server/bookings/cancel.test.ts"],
  },
  {
    name: "a host reschedules another host's booking",
    file: "src/lib/server/bookings/decide-reschedule.ts",
    find: 'if (!was.hosts.includes(hostId)) return refused("not-found");',
    replaceBy: "",
    tests: ["tests/server/bookings/cancel.test.ts"],
  },
  {
    name: "a booking that changed between two readings is changed over the first",
    file: change,
    find: 'if (!was || was.versionstamp !== known.versionstamp) return "lost";',
    replaceBy: 'if (!was) return "lost";',
    tests: ["tests/server/bookings/change.test.ts"],
  },
  {
    name: "a host who leaves a booking is still found by it",
    file: "src/lib/server/store/bookings.ts",
    find: "for (const hostId of was?.hosts ?? []) dropIndexes(",
    replaceBy: "for (const hostId of booking.hosts) if (was) dropIndexes(",
    tests: ["tests/server/bookings/change-hosts.test.ts"],
  },
  {
    name: "a host who leaves a booking keeps its time",
    file: change,
    find: "hosts.includes(host.id) ? holds : []",
    replaceBy: "holds",
    tests: ["tests/server/bookings/change-hosts.test.ts"],
  },
  {
    name: "only hosts of before are checked when hosts change",
    file: change,
    find: "const hosts = [...new Set([...booking.hosts, ...newHosts])];",
    replaceBy: "const hosts = [...booking.hosts];",
    tests: ["tests/server/bookings/change-hosts.test.ts"],
  },
  {
    name: "only hosts of afterwards are checked when hosts change",
    file: change,
    find: "const hosts = [...new Set([...booking.hosts, ...newHosts])];",
    replaceBy: "const hosts = [...newHosts];",
    tests: ["tests/server/bookings/change-hosts.test.ts"],
  },
  {
    name: "the link of a host who left opens the booking",
    file: "src/lib/server/bookings/booking-links.ts",
    find: "if (link.hostId && !booking?.hosts.includes(link.hostId)) return null;",
    replaceBy: "",
    tests: ["tests/server/bookings/change-hosts.test.ts"],
  },
  {
    name: "the calendar entry of a host who left stays",
    file: "src/lib/server/bookings/effects.ts",
    find: "entryLocations.filter(({ hostId }) => leaving.includes(hostId))",
    replaceBy:
      "entryLocations.filter(({ hostId }) => leaving.length < 0 && leaving.includes(hostId))",
    tests: ["tests/server/bookings/change-hosts.test.ts"],
  },
  {
    name: "a lost check is taken for a commit",
    file: change,
    find: 'return committed ? accepted(booking) : "lost";',
    replaceBy: "return accepted(booking);",
    tests: ["tests/server/bookings/race-one-time.test.ts", "tests/server/bookings/change.test.ts"],
  },
  {
    name: "a commit that was lost is not tried again",
    file: "src/lib/server/store/commit.ts",
    find: 'if (result !== "lost") return result;',
    replaceBy: 'if (result !== "lost" || tries === 0) return result as T;',
    tests: ["tests/server/bookings/change-hosts.test.ts"],
  },
  {
    name: "a request whose hold is gone is confirmed",
    file: change,
    find: 'if (isHoldGone) return refused("expired");',
    replaceBy: "",
    tests: ["tests/server/bookings/change.test.ts"],
  },
  {
    name: "a commit whose outcome is not known is taken for lost",
    file: change,
    find: "if (isOurs) return true;",
    replaceBy: "",
    tests: ["tests/server/bookings/change.test.ts", "tests/server/bookings/life.test.ts"],
  },
  {
    name: "a closed account's time is given",
    file: "src/lib/server/availability/snapshots.ts",
    find: "host.id === id && !isClosed(host)",
    replaceBy: "host.id === id",
    tests: ["tests/server/hosts/account.test.ts", "tests/server/hosts/account-faults.test.ts"],
  },
  {
    name: "a booking keeps its time without one of its hosts",
    file: change,
    find:
      'if (holds.length > 0 && !areAllPresent(snapshots, booking.hosts)) return refused("inactive");',
    replaceBy: "",
    tests: ["tests/server/bookings/two-hosts.test.ts"],
  },
  {
    name: "a repeat with its key books again",
    file: "src/lib/server/bookings/request.ts",
    find: "  if (replayed) return replayed;\n  if (!found.ok)",
    replaceBy: "  if (!found.ok)",
    tests: ["tests/server/bookings/question-answers.test.ts"],
  },
  {
    name: "two requests with one key both stand",
    file: "src/lib/server/store/bookings.ts",
    find: "op.check(was).set(was.key, record",
    replaceBy: "op.set(was.key, record",
    tests: ["tests/server/bookings/change.test.ts"],
  },
  {
    name: "a yes over more than the host was shown",
    file: "src/lib/server/bookings/decide-time.ts",
    find: "const isNew = (fingerprint: string) => !calendars.includes(fingerprint);",
    replaceBy: "const isNew = (_: string) => calendars.length === 0;",
    tests: [
      "tests/server/bookings/decide.test.ts",
      "tests/server/bookings/instant-calendars.test.ts",
    ],
  },
  {
    name: "a yes over a calendar that was read anew meanwhile",
    file: "src/lib/server/bookings/decide.ts",
    find: 'if (isOutdated) return refused("changed");',
    replaceBy: "",
    tests: ["tests/server/bookings/race-with-sync.test.ts"],
  },
  {
    name: "a job that was claimed meanwhile is changed",
    file: "src/lib/server/store/jobs.ts",
    find: "op.check(was).set(keys.job(is.id)",
    replaceBy: "op.set(keys.job(is.id)",
    tests: ["tests/server/store/jobs.test.ts"],
  },
];
