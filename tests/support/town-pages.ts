/** The pages of the seeded town. */
import { operations } from "./operations.ts";
import { slugify } from "$lib/scheduling/username.ts";
import { addDays } from "$lib/scheduling/day.ts";
import { pagesOfTeam } from "./seeded-team.ts";
import type { SeededTown } from "./seeded-town.ts";
import { pagesOfWebhooks } from "./seeded-webhooks.ts";

/** Every page of the town by a name; those of the dashboard need Ada's session. */
export function pagesOf(town: SeededTown): Record<string, string> {
  const slot = `${town.date}T09:00:00Z`;
  return {
    landing: "/",
    "sign-in": "/auth/sign-in",
    list: "/calendar/ada/",
    picker: "/calendar/ada/intro-call",
    "picker-lengths": "/calendar/ada/coffee",
    "picker-group": `/calendar/ada/workshop?date=${town.date}`,
    "form-group": `/calendar/ada/workshop?slot=${town.date}T14:30:00Z`,
    "form-places": `/calendar/ada/walk?slot=${town.date}T08:00:00Z`,
    inactive: "/calendar/ada/old",
    "month-after": "/calendar/ada/intro-call?tz=Asia/Kathmandu&month=2100-01",
    form: `/calendar/ada/coffee?tz=America/New_York&hours=12&slot=${town.date}T12:30:00Z`,
    taken: `/calendar/ada/intro-call?tz=America/New_York&hours=12&slot=${slot}`,
    pending: town.guest.pending,
    confirmed: town.guest.confirmed,
    rejected: town.guest.rejected,
    expired: town.guest.expired,
    unverified: town.guest.unverified,
    "verify-email": town.verify.open,
    "verify-email-replaced": town.verify.replaced,
    confirm: `${town.host.pending}/confirm`,
    reject: `${town.host.pending}/reject`,
    ...proposalPages(town),
    "confirmed-before": `${town.host.confirmed}/confirm`,
    widget: "/widget/ada/coffee",
    "not-found": "/calendar/nobody/",
    dashboard: "/dashboard",
    "inbox-cancelled": "/dashboard?show=cancelled",
    "inbox-search": "/dashboard?q=gra",
    "inbox-past": "/dashboard?show=past",
    "book-guest": "/dashboard/book",
    "book-guest-times": `/dashboard/book/${town.ids.walk}?date=${town.date}`,
    "book-guest-form":
      `/dashboard/book/${town.ids.walk}?again=${town.ids.confirmed}&slot=${town.date}T08:00:00Z`,
    "book-guest-off": `/dashboard/book/${town.ids.oldType}`,
    week: `/dashboard/calendar?date=${town.date}`,
    "booking-pending": `/dashboard/bookings/${town.ids.pending}`,
    "booking-confirmed": `/dashboard/bookings/${town.ids.confirmed}`,
    "booking-group": `/dashboard/bookings/${town.ids.seat}`,
    "event-type-group": `/dashboard/event-types/${town.ids.shared}`,
    "explain-group": `/dashboard/troubleshoot?type=${town.ids.shared}&date=${town.date}&time=15:45`,
    "event-types": "/dashboard/event-types",
    "event-type-new": "/dashboard/event-types/new",
    "event-type": `/dashboard/event-types/${town.ids.oldType}`,
    "event-type-embed":
      `/dashboard/event-types/embed?type=${town.ids.shared}&theme=dark&form=popup&old=calendly.com/acme/30min`,
    "embed-sites": "/dashboard/event-types/embed/sites",
    "private-links": `/dashboard/event-types/${town.ids.oldType}/links`,
    "event-type-places": `/dashboard/event-types/${town.ids.walk}/location`,
    "event-type-location": `/dashboard/event-types/${town.ids.oldType}/location`,
    "event-type-availability": `/dashboard/event-types/${town.ids.oldType}/availability`,
    "event-type-questions": `/dashboard/event-types/${town.ids.oldType}/questions`,
    "event-type-emails": `/dashboard/event-types/${town.ids.oldType}/emails`,
    "event-type-sharing": `/dashboard/event-types/${town.ids.oldType}/sharing`,
    "event-type-preview": `/dashboard/event-types/${town.ids.oldType}/preview?section=questions`,
    "event-type-email": `/dashboard/event-types/${town.ids.oldType}/emails/guest-rescheduled`,
    availability: "/dashboard/availability",
    "availability-dates": `/dashboard/availability/date-overrides?date=${town.date}`,
    "availability-away": "/dashboard/availability/time-off",
    "availability-holidays": "/dashboard/availability/holidays?country=DE&state=BE",
    "availability-limits": "/dashboard/availability/limits",
    "availability-schedules": "/dashboard/availability/schedules",
    explain: `/dashboard/troubleshoot?date=${town.date}&time=11:15`,
    calendars: "/dashboard/calendars",
    "calendars-google": "/dashboard/calendars?connect=google",
    "calendars-icloud": "/dashboard/calendars?connect=icloud",
    "calendars-nextcloud": "/dashboard/calendars?connect=nextcloud",
    "calendars-ics": "/dashboard/calendars?connect=ics",
    feeds: "/dashboard/calendars/feeds",
    outbox: "/dashboard/emails",
    status: "/dashboard/operations",
    settings: "/dashboard/settings",
    "settings-page": "/dashboard/settings/page",
    "settings-page-preview": "/dashboard/settings/page/preview",
    "settings-emails": "/dashboard/settings/emails",
    "settings-email-text": "/dashboard/settings/emails/guest-confirmed",
    "settings-keys": "/dashboard/settings/keys",
    "settings-data": "/dashboard/settings/data",
    "settings-guest": "/dashboard/settings/guest?email=Grace@example.com&waits=1&erased=2",
    "settings-close": "/dashboard/settings/close",
    ...pagesOfTeam(town.team, town.adaId),
    ...pagesOfWebhooks(town.webhooks),
    api: "/docs/api",
    ...apiPages(),
    closed: "/auth/closed",
    test: "/dashboard/welcome/test",
    welcome: "/dashboard/welcome",
  };
}

/** The pages about each group of operations. */
function apiPages(): Record<string, string> {
  const slugs = new Set(operations.map(({ tag }) => slugify(tag)));
  return Object.fromEntries([...slugs].map((slug) => [`api-${slug}`, `/docs/api/${slug}`]));
}

/** The pages of the town on which guest and host change a booking, and what is booked on days off. */
function proposalPages({ date, guest, host, ids }: SeededTown): Record<string, string> {
  const next = addDays(date, 7);
  const picked = `date=${date}&picked=${date}T12:00:00Z,${date}T12:15:00Z,${next}T08:00:00Z`;
  const pending = `/dashboard/bookings/${ids.pending}`;
  const confirmed = `/dashboard/bookings/${ids.confirmed}`;
  return {
    "guest-cancel": `${guest.confirmed}/cancel`,
    "guest-move": `${guest.confirmed}/reschedule`,
    "guest-move-form": `${guest.confirmed}/reschedule?slot=${date}T13:00:00Z`,
    "propose-by-link": `${host.pending}/propose?date=${date}`,
    "propose-none": `${pending}/propose?date=${date}`,
    propose: `${pending}/propose?${picked}`,
    "propose-send": `${pending}/propose?send=1&${picked}`,
    "host-move": `${confirmed}/reschedule`,
    "host-move-form": `${confirmed}/reschedule?slot=${date}T09:00:00Z`,
    "clear-time-off": `/dashboard/availability/time-off/bookings?first=${date}`,
  };
}
