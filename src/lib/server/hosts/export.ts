/** Exports of a host's account and of one guest's data as streamed JSON; docs/export.md describes the format. */
import { Buffer } from "node:buffer";
import { type BookingList, bookingLists } from "$lib/scheduling/booking-state.ts";
import { ALL_TYPES } from "$lib/scheduling/email-template.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Picture } from "$lib/scheduling/picture.ts";
import { pageJson } from "../branding/page-json.ts";
import type { App } from "../app.ts";
import {
  exportedApiKey,
  exportedBooking,
  exportedProfile,
  exportedWebhook,
  iso,
} from "./export-records.ts";
import { listApiKeys } from "../store/api-keys.ts";
import { listBookings } from "../store/bookings.ts";
import { eachCountedDay } from "../store/counted-days.ts";
import { listConnections } from "../store/connections.ts";
import { listEventTypes } from "../store/event-types.ts";
import { readHostNote } from "../store/host-notes.ts";
import { getHostRules } from "../store/host-rules.ts";
import { listIdentities } from "../store/identities.ts";
import { eachBookingOfGuest, isHiddenFromHost } from "../store/guests.ts";
import { listEmailTemplates } from "../store/email-templates.ts";
import { getPageSettings } from "../store/page-settings.ts";
import { getPicture } from "../store/pictures.ts";
import type { Said } from "../records/records.ts";
import { listPrivateLinks } from "../store/private-links.ts";
import { listSchedules } from "../store/schedules.ts";
import { listSessions } from "../store/sessions.ts";
import { listSubscriptions } from "../store/webhooks.ts";
import { listWantedDays } from "../store/wanted-days.ts";
import { getOpenTeam, getTeamMember, listTeamIdsOf } from "../store/teams.ts";

const PAGE_SIZE = 50;

/**
 * A host's whole account without passwords, tokens and links; what was counted and bookings come last, one at a time.
 * Calls `onBooking` before each booking.
 */
export async function* exportAccount(
  app: App,
  host: Host,
  onBooking: () => void = () => {},
): AsyncGenerator<string, void> {
  const { kv } = app;
  const { hostId: _, ...rules } = await getHostRules(kv, host.id);
  const types = await listEventTypes(kv, host.id);
  const format = { format: "invito-account", version: 1, exportedAt: iso(app.now()) };
  const lists = {
    countedDays: eachCountedDay(kv, host.id),
    bookings: exportedWithNotes(app, host.id, onBooking),
  } satisfies Partial<Record<Said<"exported">, AsyncIterable<unknown>>>;
  const head: Record<Exclude<Said<"exported">, keyof typeof lists>, unknown> = {
    profile: exportedProfile(host),
    page: await exportedPage(app, host.id),
    schedules: (await listSchedules(kv, host.id)).map(({ hostId: _, ...schedule }) => schedule),
    rules,
    eventTypes: await exportedTypes(kv, types),
    emailTemplates: await exportedTexts(kv, host.id, ALL_TYPES),
    privateLinks: await exportedPrivateLinks(kv, types),
    calendars: (await listConnections(kv, host.id)).map((
      { provider, label, url, user, calendars, createdAt },
    ) => ({ provider, label, url, user, calendars, connectedAt: iso(createdAt) })),
    teams: await exportedTeams(kv, host.id),
    signInIssuers: (await listIdentities(kv, host.id)).map(({ issuer }) => issuer),
    wantedTimes: (await listWantedDays(kv, host.id)).map(({ date, day }) => ({ date, ...day })),
    webhooks: (await listSubscriptions(kv, host.id)).map(exportedWebhook),
    apiKeys: (await listApiKeys(kv, host.id)).map(exportedApiKey),
    sessions: (await listSessions(kv, host.id)).map((
      { userAgent, method, createdAt, lastSeenAt },
    ) => ({
      userAgent,
      method,
      createdAt: iso(createdAt),
      lastSeenAt: iso(lastSeenAt),
    })),
  };
  yield* jsonWithLists({ ...format, ...head }, lists);
}

/** What a host has set of their page, with the files of picture and logo. */
async function exportedPage({ kv, baseUrl }: App, hostId: string) {
  const settings = await getPageSettings(kv, hostId);
  const file = async (stored: Picture | null) => {
    const bytes = stored && await getPicture(kv, stored.hash);
    return bytes && `data:image/webp;base64,${Buffer.from(bytes).toString("base64")}`;
  };
  return {
    ...pageJson(settings, baseUrl),
    picture: await file(settings.picture),
    logo: await file(settings.logo),
  };
}

/** The teams that a host is a member of. */
async function exportedTeams(kv: Deno.Kv, hostId: string) {
  const exported = [];
  for (const teamId of await listTeamIdsOf(kv, hostId)) {
    const team = await getOpenTeam(kv, teamId);
    const member = team && await getTeamMember(kv, teamId, hostId);
    if (!member) continue;
    const { name, slug } = team;
    exported.push({ name, slug, role: member.role, joinedAt: iso(member.joinedAt) });
  }
  return exported;
}

/** Event types with their email templates. */
async function exportedTypes(kv: Deno.Kv, types: readonly EventType[]) {
  const exported = [];
  for (const { ownerId, createdAt, ...type } of types) {
    const emailTemplates = await exportedTexts(kv, ownerId, type.id);
    exported.push({ ...type, createdAt: iso(createdAt), emailTemplates });
  }
  return exported;
}

/** The texts of emails by language, then by kind of email or id of a reminder. */
async function exportedTexts(kv: Deno.Kv, ownerId: string, typeId: string) {
  const all = Object.entries(await listEmailTemplates(kv, ownerId, typeId));
  return Object.fromEntries(
    all.flatMap(([language, { texts }]) =>
      Object.keys(texts).length > 0 ? [[language, texts] as const] : []
    ),
  );
}

async function exportedPrivateLinks(kv: Deno.Kv, types: readonly EventType[]) {
  const links = [];
  for (const { ownerId, id } of types) links.push(...await listPrivateLinks(kv, ownerId, id));
  return links.map(({ typeId, label, maxUses, uses, expiresAt, revokedAt, createdAt }) => ({
    eventTypeId: typeId,
    label,
    maxUses,
    bookingIds: uses.flat(),
    expiresAt: iso(expiresAt),
    revokedAt: iso(revokedAt),
    createdAt: iso(createdAt),
  }));
}

/** All data about one guest at this host, to be handed to the guest. */
export function exportGuest(
  app: App,
  host: Host,
  email: string,
): AsyncGenerator<string, void> {
  return jsonWithLists({
    format: "invito-guest",
    version: 1,
    exportedAt: iso(app.now()),
    controller: { name: host.name, email: host.email },
    guest: email,
  }, {
    bookings: exportedBookings(
      app,
      singleBookingPages(eachBookingOfGuest(app.kv, host.id, email)),
    ),
  });
}

/** A host's bookings, a page at a time. */
export async function* bookingPages(
  app: App,
  hostId: string,
  lists: readonly BookingList[] = bookingLists,
): AsyncGenerator<Booking[], void> {
  for (const list of lists) {
    let cursor: string | null = null;
    do {
      const page = await listBookings(app.kv, hostId, list, { limit: PAGE_SIZE, cursor });
      yield page.bookings.filter((booking) => !isHiddenFromHost(booking));
      cursor = page.cursor;
    } while (cursor !== null);
  }
}

async function* singleBookingPages(
  bookings: AsyncIterable<Booking>,
): AsyncGenerator<Booking[], void> {
  for await (const booking of bookings) yield [booking];
}

/** A JSON object whose last members are streamed lists. */
async function* jsonWithLists(
  head: Record<string, unknown>,
  lists: Record<string, AsyncIterable<unknown>>,
): AsyncGenerator<string, void> {
  yield JSON.stringify(head, null, 2).slice(0, -2);
  for (const [name, entries] of Object.entries(lists)) {
    yield `,\n  ${JSON.stringify(name)}: [`;
    let separator = "\n";
    for await (const entry of entries) {
      yield `${separator}    ${JSON.stringify(entry)}`;
      separator = ",\n";
    }
    yield "\n  ]";
  }
  yield "\n}\n";
}

/** A host's bookings with what they have noted on them. */
async function* exportedWithNotes(app: App, hostId: string, onBooking: () => void) {
  for await (const page of bookingPages(app, hostId)) {
    for (const booking of page) {
      onBooking();
      const note = (await readHostNote(app.kv, hostId, booking.id)).value;
      yield { ...await exportedBooking(app, booking), hostNote: note?.text ?? "" };
    }
  }
}

async function* exportedBookings(app: App, pages: AsyncIterable<Booking[]>) {
  for await (const page of pages) {
    for (const booking of page) yield await exportedBooking(app, booking);
  }
}
