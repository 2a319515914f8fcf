import analytics from "./dashboard/analytics.ts";
import apiKeys from "./dashboard/api-keys.ts";
import book from "./dashboard/book.ts";
import calendar from "./dashboard/calendar.ts";
import data from "./dashboard/data.ts";
import blocked from "./dashboard/blocked.ts";
import embed from "./dashboard/embed.ts";
import eventTypes from "./dashboard/event-types.ts";
import troubleshoot from "./dashboard/troubleshoot.ts";
import availability from "./dashboard/availability.ts";
import inbox from "./dashboard/inbox.ts";
import live from "./dashboard/live.ts";
import emailTemplates from "./dashboard/email-templates.ts";
import operations from "./dashboard/operations.ts";
import page from "./dashboard/page.ts";
import privateLinks from "./dashboard/private-links.ts";
import teamTypes from "./dashboard/team-types.ts";
import testBooking from "./dashboard/test-booking.ts";
import teams from "./dashboard/teams.ts";
import wanted from "./dashboard/wanted.ts";
import webhooks from "./dashboard/webhooks.ts";
import welcome from "./dashboard/welcome.ts";

/** Dashboard: inbox, event types, hours, first steps. Plain texts with `{places}`; see `../format.ts`. */
export default {
  /** What is set up for a new host. */
  firstType: {
    hours: "ساعات العمل",
    title: "مكالمة تعارف",
    description: "محادثة أولى للتعارف.",
  },
  analytics,
  apiKeys,
  book,
  calendar,
  data,
  blocked,
  embed,
  eventTypes,
  troubleshoot,
  availability,
  inbox,
  live,
  testBooking,
  emailTemplates,
  operations,
  page,
  privateLinks,
  teamTypes,
  teams,
  wanted,
  webhooks,
  welcome,
};
