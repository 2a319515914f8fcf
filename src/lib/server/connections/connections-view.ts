import { MINUTE } from "$lib/scheduling/durations.ts";
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
import { calendarKey } from "$lib/server/store/calendar-keys.ts";
import type { App } from "$lib/server/app.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { type CapabilitiesView, capabilitiesView } from "./capabilities-view.ts";

type Words = ReturnType<typeof messages>["calendars"];

/** The status of a calendar, a key of the calendar messages. */
export type CalendarStatusKey = Freshness | "failing" | "partial" | "unsynced" | "idle" | "syncing";

/** A calendar as the page shows it. */
export interface CalendarView {
  id: string;
  name: string;
  colour: string | null;
  blocks: boolean;
  writable: boolean;
  transparent: boolean;
  /** A sentence that names who shares it; null for the host's own. */
  sharedBy: string | null;
  status: CalendarStatusKey;
  /** Sentences: when it was synced, and how many events it has. */
  facts: string[];
  /** Sentences about what went wrong. */
  errors: string[];
  /** Unreadable entries that the host may accept; null when there are none. */
  unreadable:
    | { generation: string; entries: { name: string; reason: string }[]; more: number }
    | null;
}

/** An account as the page shows it, without credentials. */
export interface ConnectionView {
  id: string;
  label: string;
  user: string;
  signedOut: boolean;
  /** The path that starts OAuth again; null for accounts with a password. */
  oauthPath: string | null;
  /** A shared calendar is chosen, and access to shared calendars was not granted yet. */
  needsSharedAccess: boolean;
  status: CalendarStatusKey;
  calendars: CalendarView[];
  capabilities: CapabilitiesView;
  /** A sentence about entries lost in a mass deletion; null when there are none. */
  lostEntries: string | null;
}

/** Every account of a host with the status of its calendars. */
export async function connectionViews(app: App, host: Host): Promise<ConnectionView[]> {
  const { language } = host;
  const words = messages(language).calendars;
  const accounts: ConnectionView[] = [];
  for (const { connection, statuses } of await listCalendarStatus(app, host.id)) {
    const calendars: CalendarView[] = [];
    for (const calendarStatus of statuses) {
      calendars.push({
        ...calendarView(app, words, language, calendarStatus),
        unreadable: await unreadableView(app, connection, calendarStatus),
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
      signedOut: statuses.some(({ state }) => state?.failure?.kind === "signed-out"),
      status: worstStatus(calendars.map(({ status }) => status)),
      calendars,
      lostEntries: lostEntriesText(app, words, language, connection),
      capabilities: capabilitiesView(
        connection,
        await hasVersions(app, connection, statuses),
        words,
        language,
        app.now(),
        (ms) => format(words.capabilities.testedAt, { ago: ago(ms, words, language) }),
      ),
    });
  }
  return accounts;
}

function lostEntriesText(
  app: App,
  words: Words,
  language: string,
  { lostEntries, calendars }: Connection,
): string | null {
  if (!lostEntries) return null;
  const name = calendars.find(({ id }) => id === lostEntries.calendarId)?.name ?? "";
  const sentence = plural(words.lostEntries.title, lostEntries.entries, language);
  return format(sentence, { name, ago: ago(app.now() - lostEntries.at, words, language) });
}

/** Whether objects have ETags; null before the first sync. */
async function hasVersions(
  app: App,
  { id, hostId }: Connection,
  statuses: CalendarStatus[],
): Promise<boolean | null> {
  for (const { calendar, syncState } of statuses) {
    if (!syncState) continue;
    const key = calendarKey({ connectionId: id, calendarId: calendar.id });
    const object = await getAnyIndexedObject(app.kv, hostId, key, syncState.objectIndex);
    if (object) return object.etag !== null;
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
  const unreadable = await listUnreadable(app, hostId, key);
  if (!unreadable) return null;
  return {
    generation: unreadable.generation,
    entries: unreadable.entries.map(({ title, href, unreadableReason }) => ({
      // An object of a feed has a fingerprint in place of an href.
      name: title || (/\/([^/]*)$/.exec(href)?.[1] ?? ""),
      reason: unreadableReason ?? "",
    })),
    more: Math.max(0, state.unreadableCount - unreadable.entries.length),
  };
}

/** OAuth providers that are set up, each with the path that connects an account. */
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
  language: string,
  { calendar, state, syncState, progress }: CalendarStatus,
): Omit<CalendarView, "unreadable"> {
  const { id, name, colour, blocks, writable, transparent, owner } = calendar;
  const sharedBy = owner === undefined ? null : format(words.sharedBy, { owner });
  const status = progress ? "syncing" : calendarStatusOf(app, state);
  const facts: string[] = [], errors: string[] = [];
  if (state) {
    const now = app.now();
    if (progress) {
      facts.push(
        format(words.progress, { done: String(progress.done), of: String(progress.total) }),
      );
    } else if (state.syncedAt === null) facts.push(words.neverSynced);
    else facts.push(format(words.syncedAt, { ago: ago(now - state.syncedAt, words, language) }));
    if (syncState && !progress) facts.push(plural(words.events, syncState.events, language));
    const accepted = (syncState?.unreadable ?? 0) - state.unreadableCount;
    if (accepted > 0) errors.push(plural(words.skipped, accepted, language));
    if (syncState?.inexact) errors.push(plural(words.approximate, syncState.inexact, language));
    if (state.failure) {
      const { reason, since, detail } = state.failure;
      const sentence = state.syncedAt === null ? words.failingUnsynced : words.failingSince;
      const failingFor = format(sentence, { ago: ago(now - since, words, language) });
      errors.push(`${calendarErrorText(words, reason, detail)} ${failingFor}`);
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
    status,
    facts,
    errors,
  };
}

/** The sentence for a calendar error, with the server's code where the operator needs it. */
export function calendarErrorText(words: Words, reason: string, detail: string): string {
  const text = words.problems[reason] ?? reason;
  const isCode = reason === "client-refused" &&
    /^HTTP \d{3}( [\w.-]{1,60})?( AADSTS\d{1,9}){0,3}$/.test(detail);
  return isCode ? `${text} ${format(words.code, { code: detail })}` : text;
}

/** How well a calendar is known now. */
export function calendarStatusOf(app: App, state: CalendarState | null): CalendarStatusKey {
  if (!state) return "idle";
  const fresh = freshness(state, app.now(), app.settings.syncIntervalMs);
  if (fresh === "stale" && state.syncedAt === null && !state.failure) return "unsynced";
  if (fresh === "stale" && isOnlyPartlySynced(app, state)) return "partial";
  return fresh === "fresh" && state.failure ? "failing" : fresh;
}

/** Whether only unreadable entries or an incomplete listing keep a calendar from being fresh. */
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
  "partial",
  "failing",
  "syncing",
  "unsynced",
  "fresh",
  "idle",
];

function worstStatus(statuses: CalendarStatusKey[]): CalendarStatusKey {
  return statusesByUrgency.find((status) => statuses.includes(status)) ?? "idle";
}

function ago(ms: number, words: Words, language: string): string {
  const minutes = Math.floor(ms / MINUTE);
  if (minutes < 1) return words.ago.now;
  if (minutes < 60) return plural(words.ago.minutes, minutes, language);
  if (minutes < 48 * 60) return plural(words.ago.hours, Math.floor(minutes / 60), language);
  return plural(words.ago.days, Math.floor(minutes / 1440), language);
}

/** The message key for a page that has just connected an account: synced, still syncing, or failed. */
export async function connectNoticeKey(
  app: App,
  { hostId, id }: Pick<Connection, "hostId" | "id">,
): Promise<"connected" | "connecting" | "connectedPartly"> {
  const result = await syncResultSince(app, hostId, id, 0);
  if (result.is === "failed") return "connectedPartly";
  return result.is === "synced" ? "connected" : "connecting";
}
