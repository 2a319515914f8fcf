import assert from "node:assert/strict";
import { operations } from "$lib/api/operations.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { addDays, dateAt, startOfDay, weekdayOf } from "$lib/scheduling/day.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { newVerification } from "$lib/scheduling/verification.ts";
import { slugify } from "$lib/scheduling/username.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import type { App } from "$lib/server/app.ts";
import { changePage } from "$lib/server/branding/change-page.ts";
import * as feeds from "$lib/server/feeds/feeds.ts";
import * as reminders from "$lib/server/event-types/reminders.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { pagesOfTeam, type SeededTeam, seedTeam } from "./seeded-team.ts";
import { proposalPages } from "./proposal-pages.ts";
import type { TestApp } from "./test-app.ts";
import { pagesOfWebhooks, type SeededWebhooks, seedWebhooks } from "./seeded-webhooks.ts";
import { addEventType, bookingRequest } from "./town.ts";

/** Addresses of a town where every page has something to show. */
export interface SeededTown {
  /** The guest's pages, by state. */
  guest: Record<"pending" | "confirmed" | "rejected" | "expired" | "unverified", string>;
  /** Verification links: one that works, and one that was replaced. */
  verify: { open: string; replaced: string };
  /** The host's link of a request that waits, and of one that was confirmed. */
  host: Record<"pending" | "confirmed", string>;
  /** Ids for the dashboard's own pages. */
  ids: Record<"pending" | "confirmed" | "oldType" | "walk" | "seat" | "shared", string>;
  /** Ada's session, for the dashboard. */
  session: string;
  /** A weekday within the next week, as a date in Berlin, with bookings on it. */
  date: string;
  team: SeededTeam;
  webhooks: SeededWebhooks;
  adaId: string;
}

/** Ada's bookings in every status, asked and decided by the product's own verbs. */
export async function seedTown(app: TestApp, ada: Host): Promise<SeededTown> {
  const now = app.now();
  const date = weekdayAfter(dateAt(now, ada.zone), 3);
  const old = await addEventType(app, ada, {
    slug: "old",
    title: "An older kind of meeting",
    active: false,
  });
  const walk = await addEventType(app, ada, {
    slug: "walk",
    title: "A walk or a call",
    hidden: true,
    durations: [45],
    location: {
      kind: "choice",
      options: [
        { kind: "google-meet" },
        { kind: "call-guest" },
        { kind: "address", value: "Café Lovelace, Torstraße 12, Berlin" },
        { kind: "link", value: "https://meet.jit.si/{random}" },
      ],
    },
  });
  const saved = await reminders.setReminders(app, ada.id, old.id, old.revision, {
    alarm: 10,
    reminders: [
      { id: null, side: "before", minutes: 1440, to: "both" },
      { id: null, side: "after", minutes: 60, to: "guest" },
    ],
  });
  assert.ok(saved.ok);

  app.at(now - 2 * 86_400_000);
  const expired = await ask(app, ada, date, "15:00", "Konrad Zuse", "");
  app.at(now);
  assert.ok((await bookings.expire(app, expired.id)).ok);

  const note = "I would like to talk about compilers.\nAnd bring a colleague, if that suits you.";
  const pending = await ask(app, ada, date, "10:00", "Grace Hopper", note);
  const confirmed = await ask(app, ada, date, "11:00", "Radia Perlman", "");
  const rejected = await ask(app, ada, date, "14:00", "Edsger Dijkstra", "Go to?");
  const decision = { hostId: ada.id, revision: 1, force: false };
  const yes = { ...decision, message: "Very glad to meet you!" };
  assert.ok((await bookings.confirm(app, confirmed.id, yes)).ok);
  const no = { ...decision, message: "I am travelling that day, would the week after suit you?" };
  assert.ok((await bookings.reject(app, rejected.id, no)).ok);

  const unverified = await withoutVerification(
    app,
    await ask(app, ada, weekdayAfter(date, 22), "16:30", "Barbara Liskov", ""),
  );

  const shared = await addEventType(app, ada, {
    slug: "workshop",
    title: "Sourdough for beginners",
    durations: [90],
    slotInterval: 30,
    seats: 5,
    decision: "instant",
    colour: "rose",
  });
  const seats = [];
  for (const name of ["Hedy Lamarr", "Katherine Johnson", "Dorothy Vaughan"]) {
    seats.push(await ask(app, ada, date, "15:30", name, "", shared.slug));
  }

  const guestLink = async (of: Booking) => `/booking/${await bookings.openGuestLink(app, of)}`;
  const hostLink = async (of: Booking) =>
    `/booking/${await bookings.openHostLink(app, of, ada.id)}`;
  await feeds.openFeed(app, ada.id, "bookings");
  await seedKeys(app, ada);
  assert.ok((await changePage(app, ada.id, seededPage, null)).ok);
  return {
    guest: {
      pending: await guestLink(pending),
      confirmed: await guestLink(confirmed),
      rejected: await guestLink(rejected),
      expired: await guestLink(expired),
      unverified: await guestLink(unverified),
    },
    verify: {
      open: `/verify-email/${await bookings.verificationToken(app, unverified)}`,
      replaced: `/verify-email/${await bookings.verificationToken(app, {
        ...unverified,
        verification: firstLink,
      })}`,
    },
    host: { pending: await hostLink(pending), confirmed: await hostLink(confirmed) },
    ids: {
      pending: pending.id,
      confirmed: confirmed.id,
      oldType: old.id,
      walk: walk.id,
      seat: seats[0]!.id,
      shared: shared.id,
    },
    session: await signedIn(app, ada),
    date,
    team: await seedTeam(app, ada, date),
    webhooks: await seedWebhooks(app, ada, confirmed),
    adaId: ada.id,
  };
}

const seededPage = {
  welcome: "Bread, compilers and sometimes both.\nWhat I work on: https://example.org/ada",
  footer: "Ada Beck, Berlin · https://example.org/privacy",
  accent: "#7a1f5c",
};

/** An API key that works, and one that was part of a URL. */
async function seedKeys(app: App, ada: Host): Promise<void> {
  for (const name of ["Zapier", "n8n on the server at home"]) {
    const made = await apiKeys.create(app, ada, {
      name,
      scopes: ["read", "bookings", "settings"],
      expires: "90",
    });
    assert.ok(made.ok && await apiKeys.find(app, made.value.secret, "2001:db8:12:34::1"));
    if (name === "Zapier") await apiKeys.revokeExposed(app, made.value.secret);
  }
}

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
    "event-type-letters": `/dashboard/event-types/${town.ids.oldType}/emails`,
    "event-type-sharing": `/dashboard/event-types/${town.ids.oldType}/sharing`,
    "event-type-preview": `/dashboard/event-types/${town.ids.oldType}/preview?section=questions`,
    "event-type-letter": `/dashboard/event-types/${town.ids.oldType}/emails/guest-rescheduled`,
    availability: "/dashboard/availability",
    "availability-dates": `/dashboard/availability/date-overrides?date=${town.date}`,
    "availability-away": "/dashboard/availability/time-off",
    "availability-holidays": "/dashboard/availability/holidays?country=DE&state=BE",
    "availability-limits": "/dashboard/availability/limits",
    "availability-schedules": "/dashboard/availability/schedules",
    explain: `/dashboard/troubleshoot?date=${town.date}&time=11:15`,
    calendars: "/dashboard/calendars",
    feeds: "/dashboard/calendars/feeds",
    outbox: "/dashboard/emails",
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

/** The first weekday, Monday to Friday, at least `days` after a date. */
export function weekdayAfter(date: string, days: number): string {
  let day = addDays(date, days);
  while (weekdayOf(day) > 5) day = addDays(day, 1);
  return day;
}

const firstLink = newVerification(true, 0);

/** The request as if its type asked for a verified address, which the guest has corrected once. */
async function withoutVerification(app: App, booking: Booking): Promise<Booking> {
  const verification = { link: 2, sent: 2, sentAt: app.now() };
  const unverified = { ...booking, emailUnverified: true, verification };
  await app.kv.set(["booking", booking.id], unverified);
  return unverified;
}

async function ask(
  app: App,
  ada: Host,
  date: string,
  time: string,
  name: string,
  note: string,
  slug = "intro-call",
): Promise<Booking> {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const start = startOfDay(date, ada.zone) + (hours * 60 + minutes) * 60_000;
  const guest = {
    ...bookingRequest().guest,
    name,
    note,
    email: `${name.split(" ")[0]}@example.com`,
  };
  const requested = await bookings.request(app, bookingRequest({ slug, start, guest }));
  assert.ok(requested.ok, name);
  return requested.value.booking;
}

export async function signedIn(app: App, host: Host): Promise<string> {
  return (await sessions.start(app, host.id, "console", { agent: "a test", before: null })).secret;
}

/** The pages about each group of operations. */
function apiPages(): Record<string, string> {
  const slugs = new Set(operations.map(({ tag }) => slugify(tag)));
  return Object.fromEntries([...slugs].map((slug) => [`api-${slug}`, `/docs/api/${slug}`]));
}
