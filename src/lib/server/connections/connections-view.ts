import type { Host } from "$lib/scheduling/host.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { type CalendarState, type Freshness, freshness } from "$lib/scheduling/calendar-state.ts";
import {
  isOAuthProviderName,
  type OAuthProviderName,
  oauthProviderNames,
} from "$lib/server/calendars/registry.ts";
import {
  type CalendarStatus,
  lacksSharedAccess,
  listCalendarStatus,
  listUnreadable,
  syncResultSince,
} from "$lib/server/connections/index.ts";
import { getAnyIndexedObject } from "$lib/server/store/object-chunks.ts";
import { calendarKey } from "$lib/server/store/keys.ts";
import type { App } from "$lib/server/app.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { type CapabilitiesView, capabilitiesView } from "./capabilities-view.ts";

type Words = ReturnType<typeof messages>["calendars"];

/** How a calendar stands, as one word of the catalogue. */
export type CalendarStatusKey = Freshness | "failing" | "partly" | "unread" | "idle" | "reading";

/** A calendar as the page shows it. */
export interface CalendarView {
  id: string;
  name: string;
  colour: string | null;
  blocks: boolean;
  writable: boolean;
  transparent: boolean;
  /** Who shares it, in a ready sentence; null where it is the person's own. */
  sharedBy: string | null;
  status: CalendarStatusKey;
  /** When it was read, and how much is in it. */
  facts: string[];
  /** What went wrong, in ready sentences. */
  errors: string[];
  /** Entries that could not be read, for their host to take them for free; null when there are none. */
  unreadable: { generation: string; entries: { name: string; why: string }[]; more: number } | null;
}

/** An account as the page shows it; no address with credentials, no secret. */
export interface ConnectionView {
  id: string;
  label: string;
  user: string;
  signedOut: boolean;
  /** Where its owner is asked to let us in again; null where a password does it. */
  oauthPath: string | null;
  /** A calendar that others share counts, and its owner has yet to let us look into those. */
  needsSharedAccess: boolean;
  status: CalendarStatusKey;
  calendars: CalendarView[];
  capabilities: CapabilitiesView;
  /** That meetings lost their entries with most of a calendar, in a ready sentence; null when none did. */
  lostEntries: string | null;
}

/** Every account of a host with the state of its calendars. */
export async function connectionViews(app: App, host: Host): Promise<ConnectionView[]> {
  const words = messages(host.language).calendars;
  const accounts: ConnectionView[] = [];
  for (const { connection, standings } of await listCalendarStatus(app, host.id)) {
    const calendars: CalendarView[] = [];
    for (const standing of standings) {
      calendars.push({
        ...calendarView(app, words, standing),
        unreadable: await unreadableView(app, connection, standing),
      });
    }
    accounts.push({
      id: connection.id,
      label: connection.label,
      user: connection.user,
      oauthPath: isOAuthProviderName(connection.provider)
        ? `${oauthStartPath(connection.provider)}?connection=${connection.id}`
        : null,
      needsSharedAccess: lacksSharedAccess(connection, host.targetCalendar),
      signedOut: standings.some(({ state }) => state?.failure?.kind === "signed-out"),
      status: worstStatus(calendars.map(({ status }) => status)),
      calendars,
      lostEntries: lostEntriesText(app, words, connection),
      capabilities: capabilitiesView(
        connection,
        await hasVersions(app, connection, standings),
        words,
        app.now(),
        (ms) => format(words.capabilities.testedAt, { ago: ago(ms, words) }),
      ),
    });
  }
  return accounts;
}

function lostEntriesText(
  app: App,
  words: Words,
  { lostEntries, calendars }: Connection,
): string | null {
  if (!lostEntries) return null;
  const name = calendars.find(({ id }) => id === lostEntries.calendarId)?.name ?? "";
  const sentence = plural(words.lost.title, lostEntries.entries);
  return format(sentence, { name, ago: ago(app.now() - lostEntries.at, words) });
}

/** Whether entries carry versions; null as long as none was read. */
async function hasVersions(
  app: App,
  { id, hostId }: Connection,
  standings: CalendarStatus[],
): Promise<boolean | null> {
  for (const { calendar, syncState } of standings) {
    if (!syncState) continue;
    const key = calendarKey({ connectionId: id, calendarId: calendar.id });
    const remote = await getAnyIndexedObject(app.kv, hostId, key, syncState.objectIndex);
    if (remote) return remote.etag !== null;
  }
  return null;
}

async function unreadableView(
  app: App,
  { id, hostId }: Connection,
  { calendar, state }: CalendarStatus,
): Promise<CalendarView["unreadable"]> {
  if (!state?.unreadableCount) return null;
  const key = calendarKey({ connectionId: id, calendarId: calendar.id });
  const unread = await listUnreadable(app, hostId, key);
  if (!unread) return null;
  return {
    generation: unread.generation,
    entries: unread.entries.map(({ title, href, unreadableReason }) => ({
      // A feed has no addresses in it: what is named so there is a mark.
      name: title || (/\/([^/]*)$/.exec(href)?.[1] ?? ""),
      why: unreadableReason ?? "",
    })),
    more: Math.max(0, state.unreadableCount - unread.entries.length),
  };
}

/** Providers that this installation is set up for, each with the way there. */
export function oauthProviderLinks(
  app: App,
  words: Words,
): { name: string; label: string; href: string }[] {
  return oauthProviderNames.filter((name) => Boolean(app.settings.oauthClients[name])).map((
    name,
  ) => ({
    name,
    label: words.providers[name],
    href: oauthStartPath(name),
  }));
}

const oauthStartPath = (provider: OAuthProviderName) => `/settings/calendar/${provider}`;

function calendarView(
  app: App,
  words: Words,
  { calendar, state, syncState, progress }: CalendarStatus,
): Omit<CalendarView, "unreadable"> {
  const { id, name, colour, blocks, writable, transparent, owner } = calendar;
  const sharedBy = owner === undefined ? null : format(words.sharedBy, { owner });
  const standing = progress ? "reading" : statusKeyOf(app, state);
  const facts: string[] = [], troubles: string[] = [];
  if (state) {
    const now = app.now();
    if (progress) {
      facts.push(
        format(words.progress, { done: String(progress.done), of: String(progress.total) }),
      );
    } else if (state.syncedAt === null) facts.push(words.neverSynced);
    else facts.push(format(words.syncedAt, { ago: ago(now - state.syncedAt, words) }));
    if (syncState && !progress) facts.push(plural(words.events, syncState.events));
    const accepted = (syncState?.unreadable ?? 0) - state.unreadableCount;
    if (accepted > 0) troubles.push(plural(words.skipped, accepted));
    if (syncState?.inexact) troubles.push(plural(words.approximate, syncState.inexact));
    if (state.failure) {
      const { why, since, detail } = state.failure;
      const sentence = state.syncedAt === null ? words.failingUnsynced : words.failingSince;
      const failing = format(sentence, { ago: ago(now - since, words) });
      troubles.push(`${calendarErrorText(words, why, detail)} ${failing}`);
    }
  }
  return {
    id,
    name,
    colour,
    blocks,
    writable,
    transparent,
    sharedBy,
    status: standing,
    facts,
    errors: troubles,
  };
}

/** How a calendar server failed, in words; with its own code where whoever runs the installation needs that. */
export function calendarErrorText(words: Words, why: string, said: string): string {
  const text = words.problems[why] ?? why;
  const isCode = why === "client-refused" &&
    /^HTTP \d{3}( [\w.-]{1,60})?( AADSTS\d{1,9}){0,3}$/.test(said);
  return isCode ? `${text} ${format(words.code, { code: said })}` : text;
}

function statusKeyOf(app: App, state: CalendarState | null): CalendarStatusKey {
  if (!state) return "idle";
  const found = freshness(state, app.now(), app.settings.syncIntervalMs);
  if (found === "stale" && state.syncedAt === null && !state.failure) return "unread";
  if (found === "stale" && isOnlyPartlySynced(app, state)) return "partly";
  return found === "fresh" && state.failure ? "failing" : found;
}

/** Whether it would be fresh, were there not entries that could not be read, or that the server leaves out. */
function isOnlyPartlySynced(app: App, state: CalendarState): boolean {
  const { syncIntervalMs } = app.settings;
  return freshness(
    { ...state, unreadableCount: 0, isListingIncomplete: false },
    app.now(),
    syncIntervalMs,
  ) ===
    "fresh";
}

const statusesByUrgency: CalendarStatusKey[] = [
  "broken",
  "stale",
  "partly",
  "failing",
  "reading",
  "unread",
  "fresh",
  "idle",
];

function worstStatus(standings: CalendarStatusKey[]): CalendarStatusKey {
  return statusesByUrgency.find((standing) => standings.includes(standing)) ?? "idle";
}

function ago(ms: number, words: Words): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return words.ago.now;
  if (minutes < 60) return plural(words.ago.minutes, minutes);
  if (minutes < 48 * 60) return plural(words.ago.hours, Math.floor(minutes / 60));
  return plural(words.ago.days, Math.floor(minutes / 1440));
}

/** What the page says after a new connection, as a key of its words: that its time counts only once it was read. */
export async function connectNoticeKey(
  app: App,
  { hostId, id }: Pick<Connection, "hostId" | "id">,
): Promise<"connected" | "connecting" | "connectedPartly"> {
  const how = await syncResultSince(app, hostId, id, 0);
  if (how.is === "failed") return "connectedPartly";
  return how.is === "synced" ? "connected" : "connecting";
}
