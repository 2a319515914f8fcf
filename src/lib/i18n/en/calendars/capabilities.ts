/** What a calendar server supports, and the test of write access. */
export default {
  title: "What this server supports",
  changes: {
    name: "Change detection",
    text: {
      reports: "Lists exactly what changed, so syncing is fast.",
      marks: "Reports that something changed. We compare to find out what.",
      none: "Not supported. Every sync compares all events.",
      conditional: "Reports whether anything is new.",
    },
  },
  versions: {
    name: "Event versions",
    yes: "Supported, so your own changes are never overwritten.",
    no: "Not supported, so the most recent change wins.",
  },
  freeBusy: {
    name: "Free/busy requests",
    yes: "Supported. We read the events themselves, which is more accurate.",
    no: "Not supported, and not needed.",
  },
  scheduling: {
    name: "Invitations",
    yes: "The server can send invitations. We tell it not to, so guests don’t get two.",
    no: "The server sends no invitations. Invito sends them by email.",
  },
  writing: {
    name: "Write access",
    text: {
      one: "{writable} of {n} calendar is writable.",
      other: "{writable} of {n} calendars are writable.",
    },
  },
  redirected: {
    name: "Address",
    text: "{entered} redirected to {host}.",
  },
  clock: {
    name: "Clock",
    yes: "Correct.",
    no: "Off by {seconds} seconds. This doesn’t affect your bookings.",
  },
  testHint:
    "Creates an event two years ahead, reads it back, changes it and deletes it. It exists for a few seconds only.",
  testButton: "Test write access",
  testing: "Testing…",
  testedAt: "Tested {ago}.",
  good: "Everything bookings need works",
  bad: "Some tests failed",
  worked: "works",
  steps: {
    write: "Creates events",
    read: "Reads them back",
    edit: "Updates events",
    conditions: "Detects conflicting edits",
    delete: "Deletes events",
  },
};
