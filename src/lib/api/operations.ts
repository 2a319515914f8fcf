/** Every operation of the API: what it takes, answers and refuses. Routes, OpenAPI, client and documentation follow from it. */
import type { Operation } from "./operation.ts";
import * as account from "./operations/account.ts";
import * as analytics from "./operations/analytics.ts";
import * as apiKeys from "./operations/api-keys.ts";
import * as availability from "./operations/availability.ts";
import * as blockList from "./operations/block-list.ts";
import * as bookingChanges from "./operations/booking-changes.ts";
import * as bookingLimits from "./operations/booking-limits.ts";
import * as bookingPages from "./operations/booking-pages.ts";
import * as calendarSignIn from "./operations/calendar-sign-in.ts";
import * as calendars from "./operations/calendars.ts";
import * as emails from "./operations/emails.ts";
import * as emailTemplates from "./operations/email-templates.ts";
import * as eventTypeList from "./operations/event-type-list.ts";
import * as eventTypes from "./operations/event-types.ts";
import * as feeds from "./operations/feeds.ts";
import * as figures from "./operations/figures.ts";
import * as firstSteps from "./operations/first-steps.ts";
import * as generalEmailTemplates from "./operations/general-email-templates.ts";
import * as teamGeneralEmailTemplates from "./operations/team-general-email-templates.ts";
import * as guestBookings from "./operations/guest-bookings.ts";
import * as guestData from "./operations/guest-data.ts";
import * as holidays from "./operations/holidays.ts";
import * as hostCalendar from "./operations/host-calendar.ts";
import * as hostNotes from "./operations/host-notes.ts";
import * as hostBookings from "./operations/host-bookings.ts";
import * as notifications from "./operations/notifications.ts";
import * as desk from "./operations/desk.ts";
import * as privateLinks from "./operations/private-links.ts";
import * as page from "./operations/page.ts";
import * as profile from "./operations/profile.ts";
import * as schedules from "./operations/schedules.ts";
import * as teamInvitations from "./operations/team-invitations.ts";
import * as teamEventTypes from "./operations/team-event-types.ts";
import * as teams from "./operations/teams.ts";
import * as teamBlockList from "./operations/team-block-list.ts";
import * as teamTypeSettings from "./operations/team-type-settings.ts";
import * as series from "./operations/series.ts";
import * as signIn from "./operations/sign-in.ts";
import * as signInMethods from "./operations/sign-in-methods.ts";
import * as webhookDeliveries from "./operations/webhook-deliveries.ts";
import * as webhooks from "./operations/webhooks.ts";
import * as clearTimeOff from "./operations/clear-time-off.ts";
import * as timeOff from "./operations/time-off.ts";

const groups = [
  calendars,
  calendarSignIn,
  analytics,
  figures,
  desk,
  apiKeys,
  bookingPages,
  guestBookings,
  hostBookings,
  bookingChanges,
  series,
  hostNotes,
  emails,
  guestData,
  feeds,
  eventTypes,
  eventTypeList,
  privateLinks,
  emailTemplates,
  generalEmailTemplates,
  teamGeneralEmailTemplates,
  schedules,
  availability,
  hostCalendar,
  timeOff,
  clearTimeOff,
  holidays,
  bookingLimits,
  blockList,
  notifications,
  page,
  profile,
  account,
  firstSteps,
  signIn,
  signInMethods,
  webhookDeliveries,
  webhooks,
  teams,
  teamInvitations,
  teamEventTypes,
  teamTypeSettings,
  teamBlockList,
];

export const operations: readonly Operation[] = groups.flatMap((group) =>
  Object.values(group).filter((each): each is Operation & typeof each =>
    typeof each === "object" && "path" in each && "answer" in each
  )
);

const byAddress = new Map(operations.map((each) => [`${each.method} ${each.path}`, each]));

/** The operation of a route by its id ("/v0/event-types/[id]") and method; null where none is described. */
export function operationAt(routeId: string, method: string): Operation | null {
  const path = routeId.replace(/\[(\w+)(=\w+)?\]/g, "{$1}");
  return byAddress.get(`${method === "HEAD" ? "GET" : method} ${path}`) ?? null;
}
