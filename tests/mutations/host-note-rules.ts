import type { Mutation } from "./mutation.ts";

const tests = ["tests/server/bookings/host-note.test.ts"];
const verb = "src/lib/server/bookings/host-note.ts",
  store = "src/lib/server/store/host-notes.ts";

/** The rules of what a host notes on a booking for themselves. */
export const hostNoteRules: Mutation[] = [
  {
    name: "a host's note is written on somebody else's booking",
    file: verb,
    find: 'if (!booking?.value.hosts.includes(hostId)) return refused("not-found");\n    if',
    replaceBy: 'if (!booking) return refused("not-found");\n    if',
    tests,
  },
  {
    name: "a host's note is read by others",
    file: verb,
    find: 'if (!booking?.value.hosts.includes(hostId)) return refused("not-found");\n  return',
    replaceBy: 'if (!booking) return refused("not-found");\n  return',
    tests,
  },
  {
    name: "a host's note overwrites a newer one",
    file: verb,
    find: "if (revision !== null && revision !== stored.revision)",
    replaceBy: "if (false)",
    tests,
  },
  {
    name: "a host's note is written at the same moment as another",
    file: store,
    find: ".check(booking).check(was)",
    replaceBy: ".check(booking)",
    tests,
  },
  {
    name: "a host's note is written after the guest was erased",
    file: verb,
    find: "if (booking.value.guestErasedAt)",
    replaceBy: "if (false)",
    tests,
  },
  {
    name: "a host's note outlives the guest's data",
    file: "src/lib/server/store/guests.ts",
    find: "  dropHostNotes(op, is.id, is.hosts);\n",
    replaceBy: "",
    tests,
  },
  {
    name: "a host's note outlives their part in the booking",
    file: "src/lib/server/store/booking-indexes.ts",
    find: "!booking.hosts.includes(hostId)",
    replaceBy: "false",
    tests,
  },
];
