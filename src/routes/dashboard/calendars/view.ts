import type { Host } from "$lib/scheduling/host.ts";
import {
  type CalendarState,
  type Connection,
  type Freshness,
  freshness,
} from "$lib/server/calendars/calendar.ts";
import {
  type ConsentProvider,
  consentProviders,
  isConsentProvider,
} from "$lib/server/calendars/consent-servers.ts";
import {
  lacksSharedAccess,
  listStandings,
  listUnread,
  type Standing as StandingOfCalendar,
} from "$lib/server/connections.ts";
import { anyRemote } from "$lib/server/store/shelves.ts";
import { calendarKey } from "$lib/server/store/keys.ts";
import type { App } from "$lib/server/app.ts";
import { wordsFor } from "$lib/words/index.ts";
import { count, say } from "$lib/words/say.ts";
import { abilitiesOf, type AbilitiesView } from "./abilities-view.ts";

type Words = ReturnType<typeof wordsFor>["calendars"];

/** How a calendar stands, as one word of the catalogue. */
export type Standing = Freshness | "failing" | "partly" | "unread" | "idle" | "reading";

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
  standing: Standing;
  /** When it was read, and how much is in it. */
  facts: string[];
  /** What went wrong, in ready sentences. */
  troubles: string[];
  /** Entries that could not be read, for their host to take them for free; null when there are none. */
  unread: { generation: string; entries: { name: string; why: string }[]; more: number } | null;
}

/** An account as the page shows it; no address with credentials, no secret. */
export interface AccountView {
  id: string;
  label: string;
  user: string;
  signedOut: boolean;
  /** Where its owner is asked to let us in again; null where a password does it. */
  consent: string | null;
  /** A calendar that others share counts, and its owner has yet to let us look into those. */
  asksForShared: boolean;
  standing: Standing;
  calendars: CalendarView[];
  abilities: AbilitiesView;
  /** That meetings lost their entries with most of a calendar, in a ready sentence; null when none did. */
  lost: string | null;
}

/** Every account of a host with the state of its calendars. */
export async function accountsOf(app: App, host: Host): Promise<AccountView[]> {
  const words = wordsFor(host.language).calendars;
  const accounts: AccountView[] = [];
  for (const { connection, standings } of await listStandings(app, host.id)) {
    const calendars: CalendarView[] = [];
    for (const standing of standings) {
      calendars.push({
        ...calendarView(app, words, standing),
        unread: await unreadOf(app, connection, standing),
      });
    }
    accounts.push({
      id: connection.id,
      label: connection.label,
      user: connection.user,
      consent: isConsentProvider(connection.provider)
        ? `${consentAt(connection.provider)}?connection=${connection.id}`
        : null,
      asksForShared: lacksSharedAccess(connection, host.writesTo),
      signedOut: standings.some(({ state }) => state?.failing?.kind === "signed-out"),
      standing: worst(calendars.map(({ standing }) => standing)),
      calendars,
      lost: lostOf(app, words, connection),
      abilities: abilitiesOf(
        connection,
        await hasVersions(app, connection, standings),
        words,
        app.now(),
        (ms) => say(words.abilities.tried, { ago: ago(ms, words) }),
      ),
    });
  }
  return accounts;
}

function lostOf(app: App, words: Words, { lost, calendars }: Connection): string | null {
  if (!lost) return null;
  const name = calendars.find(({ id }) => id === lost.calendarId)?.name ?? "";
  const sentence = count(words.lost.title, lost.entries);
  return say(sentence, { name, ago: ago(app.now() - lost.at, words) });
}

/** Whether entries carry versions; null as long as none was read. */
async function hasVersions(
  app: App,
  { id, hostId }: Connection,
  standings: StandingOfCalendar[],
): Promise<boolean | null> {
  for (const { calendar, reading } of standings) {
    if (!reading?.listing) continue;
    const key = calendarKey({ connectionId: id, calendarId: calendar.id });
    const remote = await anyRemote(app.kv, hostId, key, reading.listing);
    if (remote) return remote.etag !== null;
  }
  return null;
}

async function unreadOf(
  app: App,
  { id, hostId }: Connection,
  { calendar, state }: StandingOfCalendar,
): Promise<CalendarView["unread"]> {
  if (!state?.unread) return null;
  const key = calendarKey({ connectionId: id, calendarId: calendar.id });
  const unread = await listUnread(app, hostId, key);
  if (!unread) return null;
  return {
    generation: unread.generation,
    entries: unread.entries.map(({ title, href, skipped }) => ({
      // A feed has no addresses in it: what is named so there is a mark.
      name: title || (/\/([^/]*)$/.exec(href)?.[1] ?? ""),
      why: skipped ?? "",
    })),
    more: Math.max(0, state.unread - unread.entries.length),
  };
}

/** Providers that this installation is set up for, each with the way there. */
export function providersOf(
  app: App,
  words: Words,
): { name: string; label: string; href: string }[] {
  return consentProviders.filter((name) => app.settings[name] !== null).map((name) => ({
    name,
    label: words.providers[name],
    href: consentAt(name),
  }));
}

const consentAt = (provider: ConsentProvider) => `/settings/calendar/${provider}`;

function calendarView(
  app: App,
  words: Words,
  { calendar, state, reading, progress }: StandingOfCalendar,
): Omit<CalendarView, "unread"> {
  const { id, name, colour, blocks, writable, transparent, owner } = calendar;
  const sharedBy = owner === undefined ? null : say(words.sharedBy, { owner });
  const standing = progress ? "reading" : standingOf(app, state);
  const facts: string[] = [], troubles: string[] = [];
  if (state) {
    const now = app.now();
    if (progress) {
      facts.push(say(words.progress, { done: String(progress.done), of: String(progress.of) }));
    } else if (state.readAt === null) facts.push(words.neverRead);
    else facts.push(say(words.readAt, { ago: ago(now - state.readAt, words) }));
    if (reading && !progress) facts.push(count(words.events, reading.events));
    const accepted = (reading?.skipped ?? 0) - (state.unread ?? 0);
    if (accepted > 0) troubles.push(count(words.skipped, accepted));
    if (reading?.unknown) troubles.push(count(words.unknown, reading.unknown));
    if (state.failing) {
      const { why, since, detail } = state.failing;
      const sentence = state.readAt === null ? words.failingUnread : words.failingSince;
      const failing = say(sentence, { ago: ago(now - since, words) });
      troubles.push(`${problemOf(words, why, detail)} ${failing}`);
    }
  }
  return { id, name, colour, blocks, writable, transparent, sharedBy, standing, facts, troubles };
}

/** How a calendar server failed, in words; with its own code where whoever runs the installation needs that. */
export function problemOf(words: Words, why: string, said: string): string {
  const text = words.problems[why] ?? why;
  const isCode = why === "client-refused" &&
    /^HTTP \d{3}( [\w.-]{1,60})?( AADSTS\d{1,9}){0,3}$/.test(said);
  return isCode ? `${text} ${say(words.code, { code: said })}` : text;
}

function standingOf(app: App, state: CalendarState | null): Standing {
  if (!state) return "idle";
  const found = freshness(state, app.now(), app.settings.syncIntervalMs);
  if (found === "stale" && state.readAt === null && !state.failing) return "unread";
  if (found === "stale" && isWholeBut(app, state)) return "partly";
  return found === "fresh" && state.failing ? "failing" : found;
}

/** Whether it would be fresh, were there not entries that could not be read, or that the server leaves out. */
function isWholeBut(app: App, state: CalendarState): boolean {
  const { syncIntervalMs } = app.settings;
  return freshness({ ...state, unread: 0, incomplete: false }, app.now(), syncIntervalMs) ===
    "fresh";
}

const order: Standing[] = [
  "broken",
  "stale",
  "partly",
  "failing",
  "reading",
  "unread",
  "fresh",
  "idle",
];

function worst(standings: Standing[]): Standing {
  return order.find((standing) => standings.includes(standing)) ?? "idle";
}

function ago(ms: number, words: Words): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return words.ago.now;
  if (minutes < 60) return count(words.ago.minutes, minutes);
  if (minutes < 48 * 60) return count(words.ago.hours, Math.floor(minutes / 60));
  return count(words.ago.days, Math.floor(minutes / 1440));
}
