import type { Mutation } from "./mutation.ts";

const booked = "src/lib/server/bookings/booked-location.ts";
const life = ["tests/server/bookings/locations.test.ts"];

/** The rules of where a booking takes place. */
export const locationRules: Mutation[] = [
  {
    name: "all bookings of a pattern have one room",
    file: booked,
    find: "withRandomPart(place.value, newRoomName())",
    replaceBy: 'withRandomPart(place.value, "room")',
    tests: life,
  },
  {
    name: "guests of one time meet in different rooms",
    file: booked,
    find: "const slot = slotId === undefined ? null : await getSlot(kv, slotId);",
    replaceBy: "const slot = slotId === kv ? await getSlot(kv, slotId) : null;",
    tests: life,
  },
  {
    name: "who joins a shared time keeps the room of another",
    file: booked,
    find: "if (is.slot !== was.slot && isSeat(is)) {",
    replaceBy: "if (is.slot !== was.slot && is.slot === was.slot) {",
    tests: life,
  },
  {
    name: "a calendar that is gone since the request is waited for",
    file: booked,
    find: 'const isJustConfirmed = was.status !== "CONFIRMED" && is.status === "CONFIRMED";',
    replaceBy: "const isJustConfirmed = false;",
    tests: life,
  },
  {
    name: "a guest is called without a number",
    file: booked,
    find: 'if (!entered) return refused("invalid", { fields: { phone: "phone-needed" } });',
    replaceBy: "if (!entered) return accepted({ place, phone: null });",
    tests: life,
  },
  {
    name: "a number is kept where none is needed",
    file: "src/lib/server/bookings/new-booking.ts",
    find: "const { phone: _entered, ...guest } = request.guest;",
    replaceBy: "const guest = request.guest;",
    tests: life,
  },
  {
    name: "a refused video link costs the event",
    file: "src/lib/server/calendars/conference.ts",
    find: "if (!isRefused || !event.conference?.requestId) throw error;",
    replaceBy: "if (isRefused || !event.conference?.requestId) throw error;",
    tests: life,
  },
  {
    name: "a change of a Teams meeting ends it",
    file: "src/lib/server/calendars/microsoft/event.ts",
    find: 'return event.conference?.kind === "microsoft-teams"',
    replaceBy: "return event.conference === undefined",
    tests: life,
  },
  {
    name: "a calendar that cannot be written to is waited for",
    file: "src/lib/server/jobs/await-conference.ts",
    find: "if (!meeting || !awaitsLink(meeting, hostId)) return;",
    replaceBy: "if (!meeting || isFinal) return;",
    tests: life,
  },
  {
    name: "somebody else sets the location",
    file: "src/lib/server/bookings/set-location.ts",
    find: 'if (!known || !await actsAs(app.kv, known, hostId)) return refused("not-found");',
    replaceBy: 'if (!known) return refused("not-found");',
    tests: life,
  },
  {
    name: "a guest gets the password in a host's link",
    file: "src/lib/scheduling/web-address.ts",
    find: 'const isSignedIn = ({ username, password }: URL) => username !== "" || password !== "";',
    replaceBy: 'const isSignedIn = ({ password }: URL) => password !== "";',
    tests: ["tests/scheduling/web-address.test.ts"],
  },
];
