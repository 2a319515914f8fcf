import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import {
  type CalendarState,
  type Freshness,
  freshness,
  isFirstSync,
} from "$lib/scheduling/calendar-state.ts";
import { type CalendarStatus, listUnreadable } from "$lib/server/connections/index.ts";
import { calendarKey } from "$lib/server/kv/calendar-keys.ts";
import type { SyncProgress } from "$lib/server/store/sync-progress.ts";
import type { App } from "$lib/server/app.ts";
import { type Messages, messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";

type Words = Messages["calendars"];

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
  /** Whether it has never been read, and nothing stands in the way. */
  isFirstSync: boolean;
  /** A sync that is running: its objects, and how many there are where that is known. */
  progress: { done: number; total: number | null } | null;
  /** Sentences: when it was synced, and how many events it has. */
  facts: string[];
  /** Sentences about what went wrong. */
  errors: string[];
  /** Sentences about events that are not read exactly. */
  notes: string[];
  /** Unreadable entries that the host may accept; null when there are none. */
  unreadable:
    | { generation: string; entries: { name: string; reason: string }[]; more: number }
    | null;
}

/** A calendar with its sync, without its unreadable entries. */
export function calendarView(
  app: App,
  language: string,
  { calendar, state, syncState, progress }: CalendarStatus,
): Omit<CalendarView, "unreadable"> {
  const words = messages(language).calendars;
  const { id, name, colour, blocks, writable, transparent, owner } = calendar;
  const sharedBy = owner === undefined ? null : format(words.sharedBy, { owner });
  const status = progress ? "syncing" : calendarStatusOf(app, state);
  const facts: string[] = [], errors: string[] = [], notes: string[] = [];
  if (state) {
    const now = app.now();
    if (progress) facts.push(progressText(progress, language));
    else if (state.syncedAt === null) facts.push(words.neverSynced);
    else facts.push(format(words.syncedAt, { ago: ago(now - state.syncedAt, language) }));
    if (syncState && !progress) {
      const n = syncState.events.toLocaleString(language);
      facts.push(plural(words.events, syncState.events, language, { n }));
    }
    const accepted = (syncState?.unreadable ?? 0) - state.unreadableCount;
    if (accepted > 0) notes.push(plural(words.skipped, accepted, language));
    if (syncState?.inexact) notes.push(plural(words.approximate, syncState.inexact, language));
    if (state.failure) {
      const { reason, since, detail } = state.failure;
      const sentence = state.syncedAt === null ? words.failingUnsynced : words.failingSince;
      const failingFor = format(sentence, { ago: ago(now - since, language) });
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
    isFirstSync: state !== null && isFirstSync(state),
    progress: progress && { done: progress.done, total: progress.total },
    facts,
    errors,
    notes,
  };
}

/** How far a sync is: "1,200 of 5,000 events read", or "1,200 events read" where nobody knows how many there are. */
export function progressText(
  { done, total }: Pick<SyncProgress, "done" | "total">,
  language: string,
): string {
  const words = messages(language).calendars;
  const count = (n: number) => n.toLocaleString(language);
  return total === null
    ? plural(words.readSoFar, done, language, { n: count(done) })
    : plural(words.progress, total, language, { done: count(done), of: count(total) });
}

/** The unreadable entries of a calendar; null when there are none. */
export async function unreadableView(
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

/** "3 hours ago". */
export function ago(ms: number, language: string): string {
  const words = messages(language).calendars;
  const minutes = Math.floor(ms / MINUTE);
  if (minutes < 1) return words.ago.now;
  if (minutes < 60) return plural(words.ago.minutes, minutes, language);
  if (minutes < 48 * 60) return plural(words.ago.hours, Math.floor(minutes / 60), language);
  return plural(words.ago.days, Math.floor(minutes / 1440), language);
}
