import data from "./dashboard/data.ts";
import blocked from "./dashboard/blocked.ts";
import eventTypes from "./dashboard/event-types.ts";
import explain from "./dashboard/explain.ts";
import hours from "./dashboard/hours.ts";
import inbox from "./dashboard/inbox.ts";
import letters from "./dashboard/email-templates.ts";
import privateLinks from "./dashboard/private-links.ts";
import trial from "./dashboard/test-booking.ts";
import welcome from "./dashboard/welcome.ts";

/** Dashboard: inbox, event types, hours, first steps. Plain texts with `{places}`; see `../format.ts`. */
export default {
  /** What a new host finds already there. */
  firstType: {
    hours: "Working hours",
    title: "Intro call",
    description: "A first conversation to get to know each other.",
  },
  data,
  blocked,
  eventTypes,
  explain,
  availability: hours,
  inbox,
  testBooking: trial,
  emails: letters,
  privateLinks,
  welcome,
};
