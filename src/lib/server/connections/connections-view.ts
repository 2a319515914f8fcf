import type { Host } from "$lib/scheduling/host.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { isOAuthProviderName, type OAuthProviderName } from "$lib/server/calendars/registry.ts";
import {
  type CalendarStatus,
  lacksSharedAccess,
  listCalendarStatus,
  syncResultSince,
} from "$lib/server/connections/index.ts";
import { getAnyIndexedObject } from "$lib/server/store/object-chunks.ts";
import { calendarKey } from "$lib/server/kv/calendar-keys.ts";
import type { App } from "$lib/server/app.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { type CapabilitiesView, capabilitiesView } from "./capabilities-view.ts";
import {
  ago,
  type CalendarStatusKey,
  type CalendarView,
  calendarView,
  unreadableView,
} from "./calendar-view.ts";

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
  /** What went wrong with its calendars, each sentence once. */
  errors: string[];
  /** Whether it stays unknown when the host is busy until the host does something. */
  needsAction: boolean;
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
        ...calendarView(app, language, calendarStatus),
        unreadable: await unreadableView(app, connection, calendarStatus),
      });
    }
    const signedOut = statuses.some(({ state }) => state?.failure?.kind === "signed-out");
    const needsSharedAccess = lacksSharedAccess(connection, host.targetCalendar);
    const lostEntries = lostEntriesText(app, language, connection);
    const oauthPath = isOAuthProviderName(connection.provider)
      ? `${oauthStartPath(connection.provider)}?connection=${connection.id}`
      : null;
    accounts.push({
      id: connection.id,
      label: connection.label,
      user: connection.user,
      oauthPath,
      needsSharedAccess,
      signedOut,
      status: worstStatus(calendars.map(({ status }) => status)),
      calendars,
      lostEntries,
      errors: [...new Set(calendars.flatMap(({ errors }) => errors))],
      needsAction: signedOut || needsSharedAccess && oauthPath !== null || lostEntries !== null ||
        calendars.some(needsLook),
      capabilities: capabilitiesView(
        connection,
        await hasVersions(app, connection, statuses),
        words,
        language,
        app.now(),
        (ms) => format(words.capabilities.testedAt, { ago: ago(ms, language) }),
      ),
    });
  }
  return accounts;
}

function needsLook({ status, errors, unreadable }: CalendarView): boolean {
  return unreadable !== null || errors.length > 0 && status !== "failing";
}

function lostEntriesText(
  app: App,
  language: string,
  { lostEntries, calendars }: Connection,
): string | null {
  if (!lostEntries) return null;
  const words = messages(language).calendars;
  const name = calendars.find(({ id }) => id === lostEntries.calendarId)?.name ?? "";
  return plural(words.lostEntries.title, lostEntries.entries, language, {
    name,
    ago: ago(app.now() - lostEntries.at, language),
  });
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

/** The path that starts the sign-in at an OAuth provider. */
export const oauthStartPath = (provider: OAuthProviderName) => `/settings/calendar/${provider}`;

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

/** The message key for a page that has just connected an account: synced, still syncing, or failed. */
export async function connectNoticeKey(
  app: App,
  { hostId, id }: Pick<Connection, "hostId" | "id">,
): Promise<"connected" | "connecting" | "connectedPartly"> {
  const result = await syncResultSince(app, hostId, id, 0);
  if (result.is === "failed") return "connectedPartly";
  return result.is === "synced" ? "connected" : "connecting";
}
