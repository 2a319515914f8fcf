import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { addDays, dateAt, startOfDay, weekdayOf } from "$lib/scheduling/day.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { newVerification } from "$lib/scheduling/verification.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import type { App } from "$lib/server/app.ts";
import { changePage } from "$lib/server/branding/change-page.ts";
import * as feeds from "$lib/server/feeds/feeds.ts";
import * as reminders from "$lib/server/event-types/reminders.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { shortenBooking } from "$lib/server/store/stored-booking.ts";
import { granted } from "./granted.ts";
import { type SeededTeam, seedTeam } from "./seeded-team.ts";
import type { TestApp } from "./test-app.ts";
import { type SeededWebhooks, seedWebhooks } from "./seeded-webhooks.ts";
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
  await granted(reminders.setReminders(app, ada.id, old.id, old.revision, {
    alarm: 10,
    reminders: [
      { id: null, side: "before", minutes: 1440, to: "both" },
      { id: null, side: "after", minutes: 60, to: "guest" },
    ],
  }));

  app.at(now - 2 * DAY);
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
    const made = await granted(apiKeys.create(app, ada, {
      name,
      scopes: ["read", "bookings", "settings"],
      expires: "90",
    }));
    assert.ok(await apiKeys.find(app, made.secret, "2001:db8:12:34::1"));
    if (name === "Zapier") await apiKeys.revokeExposed(app, made.secret);
  }
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
  await app.kv.set(["booking", booking.id], shortenBooking(unverified));
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
  const start = startOfDay(date, ada.zone) + (hours * 60 + minutes) * MINUTE;
  const guest = {
    name,
    note,
    email: `${name.split(" ")[0]}@example.com`,
  };
  const requested = await granted(bookings.request(app, bookingRequest({ slug, start, guest })));
  return requested.booking;
}

export async function signedIn(app: App, host: Host): Promise<string> {
  return (await sessions.start(app, host.id, "console", { agent: "a test", before: null })).secret;
}
