import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { defaultHostRules } from "$lib/scheduling/host-rules.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "$lib/server/app.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { countAgain } from "$lib/server/analytics/count-again.ts";
import { countBookings } from "$lib/server/analytics/count-bookings.ts";
import type { Calendar } from "$lib/server/calendars/calendar.ts";
import { defaultPageSettings } from "$lib/scheduling/page-settings.ts";
import * as feeds from "$lib/server/feeds/feeds.ts";
import * as apiKeys from "$lib/server/auth/api-keys.ts";
import * as invitations from "$lib/server/auth/invitations.ts";
import { OutboundError } from "$lib/server/outbound/index.ts";
import type { Email } from "$lib/server/email/email.ts";
import { sendSignInLink } from "$lib/server/auth/magic-links.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import * as profile from "$lib/server/hosts/profile.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { hashOf } from "$lib/server/runtime/secrets.ts";
import { keepIssuer } from "$lib/server/auth/issuer-sign-out.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { addWanted, type DatedWanted } from "$lib/server/store/wanted-days.ts";
import { nothingWanted, withTime } from "$lib/scheduling/wanted/wanted-day.ts";
import { dayOf, keys } from "$lib/server/kv/keys.ts";
import { addVisits } from "$lib/server/store/visit-days.ts";
import { countStep, newVisitDay } from "$lib/scheduling/visit-day.ts";
import type { SyncState } from "$lib/server/store/sync-state.ts";
import { shortenBooking } from "$lib/server/store/stored-booking.ts";
import { granted } from "./granted.ts";
import { connectCalendar } from "./stub-calendar.ts";
import type { TestApp } from "./test-app.ts";
import { runDue } from "./job-runs.ts";
import { plantTeam } from "./planted-team.ts";
import { signInApp } from "./sign-in-app.ts";
import { addEventType, addHost, bookingRequest, mondayTen } from "./town.ts";
import { subscribe } from "./webhooks/stage.ts";

export { runDue };

/** What Ada's account is known by, inside and outside. */
export interface FullAccount {
  app: TestApp;
  host: Host;
  /** By what became of each: the id and the guest's link secret. */
  meetings: Record<
    "past" | "confirmed" | "rescheduling" | "pending",
    { id: string; token: string }
  >;
  session: string;
  /** The secret of an API key. */
  apiKey: string;
  feed: string;
  invitation: string;
  /** Everything that was sent. */
  emails: Email[];
  /** UIDs that stand in Ada's calendar. */
  entries: Set<string>;
}

/** Ada with everything that a host can have, and a meeting in every state; it is Tuesday, 3 November 2026, 10:00. */
export async function fullAccount(given: Partial<App> = {}): Promise<FullAccount> {
  const emails: Email[] = [], entries = new Set<string>();
  const app = await signInApp({}, {
    sendMail: (email) => Promise.resolve(void emails.push(email)),
    openCalendar: () => Promise.resolve(calendarOf(entries)),
    fetch: () => Promise.reject(new OutboundError("timeout", "hooks.example.net")),
    ...given,
  });
  const issuer = "https://issuer.example";
  const made = await addHost(app, {
    zone: "UTC",
    preferredUsername: "countess",
    identity: { hash: await hashOf("identity", issuer, "1"), issuer },
  });
  const { id } = made;
  assert((await profile.rename(app, id, "ada")).ok);
  await connectCalendar(app, made, [{ start: mondayTen, end: mondayTen + HOUR }]);
  const writesTo = { connectionId: "connection", calendarId: "work" };
  const host: Host = { ...(await getHost(app.kv, id))!, targetCalendar: writesTo };
  await app.kv.set(keys.host(id), host);

  const past = await ask(app, mondayTen + 2 * HOUR, 1);
  await agree(app, id, past);
  const confirmed = await ask(app, mondayTen + 7 * DAY, 2);
  await agree(app, id, confirmed);
  const rescheduling = await ask(app, mondayTen + 8 * DAY, 3);
  await agree(app, id, rescheduling);
  await runDue(app);
  await countBookings(app, id);
  app.at(mondayTen + DAY);
  await connectCalendar(app, host);
  await granted(bookings.reschedule(app, rescheduling.id, {
    by: { actor: "guest" },
    start: mondayTen + 9 * DAY,
    revision: null,
    key: null,
  }));
  await subscribe(app, id, { url: "https://hooks.example.net/countess" });
  await addWanted(app.kv, id, wantedDay("seen"));
  const visits = newVisitDay();
  countStep(visits, { typeId: "seen", source: "page", step: "view" });
  await addVisits(app.kv, "instance", { ownerId: id, date: "2026-11-01", visits, batch: 1 });
  const pending = await ask(app, mondayTen + 7 * DAY + 2 * HOUR, 4);
  const shared = await addEventType(app, host, { slug: "class", seats: 3, decision: "instant" });
  for (const n of [5, 6]) await ask(app, mondayTen + 10 * DAY, n, shared.slug);
  const link = { label: "For a friend", uses: 1, until: null };
  assert((await privateLinks.create(app, host, shared.id, link)).ok);

  const note = { hostId: id, text: "Likes to walk", revision: null };
  assert((await bookings.setHostNote(app, pending.id, note)).ok);
  await plant(app, id, pending.id);
  const series = { id: "lessons", number: 1, of: 2 };
  await app.kv.set(
    keys.booking(past.id),
    shortenBooking({ ...(await getBooking(app.kv, past.id))!, series }),
  );
  await app.kv.set(keys.seriesOf(series.id, series.number, past.id), past.id);
  await plantTeam(app, host);
  const atIssuer = await keepIssuer(app, { issuer: "https://id.example", idToken: "a.b.c" });
  const browser = { agent: "A phone", before: null };
  const { secret } = await sessions.start(app, id, "oidc", browser, atIssuer);
  const key = await granted(
    apiKeys.create(app, host, { name: "n8n", scopes: ["read"], expires: "30" }),
  );
  assert((await feeds.openFeed(app, id, "bookings")).ok);
  const { bookings: feed } = await feeds.feedUrls(app, id);
  const invited = await granted(invitations.invite(app, id));
  assert((await sendSignInLink(app, "ada@example.org", "198.51.100.7")).ok);
  assert((await schedules.create(app, id, "Summer")).ok);
  await runDue(app);
  assert((await countAgain(app, id)).ok);
  return {
    app,
    host,
    meetings: { past, confirmed, rescheduling, pending },
    session: secret,
    apiKey: key.secret,
    feed: feed!.split("/").at(-1)!.replace(".ics", ""),
    invitation: invited.token,
    emails,
    entries,
  };
}

/** Records of the kinds that only a real server, a crash or a rare request brings about. */
async function plant(app: App, hostId: string, bookingId: string): Promise<void> {
  const calendar = "connection:work", at = app.now();
  const syncState: SyncState = {
    generation: "g1",
    previousGeneration: "g0",
    cursor: null,
    objectIndex: "listing",
    lastFullSyncAt: at,
    syncedAs: "",
    events: 0,
    unreadable: 0,
    inexact: 0,
  };
  const planted: [Deno.KvKey, unknown][] = [
    [keys.hostRules(hostId), defaultHostRules(hostId)],
    [keys.emailTemplates(hostId, "type", "de"), { texts: {}, revision: 1 }],
    [keys.syncState(hostId, calendar), syncState],
    [keys.objectChunk(hostId, calendar, syncState.objectIndex, 0), []],
    [keys.busyTitles(hostId, calendar, "g1", dayOf(at)), "sealed"],
    [keys.ignoredEntries(hostId, calendar), []],
    [keys.syncLog(hostId, calendar), { at, tookMs: 1, hours: [] }],
    [keys.syncProgress(hostId, calendar), { done: 1, total: 2, updatedAt: at }],
    [keys.exportProgress(hostId), {
      id: "export",
      state: "done",
      done: 1,
      total: 1,
      updatedAt: at,
    }],
    [keys.writeCheck(hostId, "connection"), { calendarId: "work", uid: "check", createdAt: at }],
    [keys.writeIntent(bookingId, "connection"), "work"],
    [keys.guestsErasedUntil(hostId), 1],
    [keys.blockListEntry(hostId, "hash"), { entry: "example.com", at }],
    [keys.picture("hash"), { ownerId: hostId }],
    [keys.picturePiece(hostId, "hash", 0), "UklGRg=="],
    [keys.pageSettings(hostId), { ...defaultPageSettings, welcome: "Hello" }],
    [keys.jobIn(hostId, "failed", "planted"), "planted"],
  ];
  for (const [key, value] of planted) {
    if ((await app.kv.get(key)).value === null) await app.kv.set(key, value);
  }
}

/** Guest n asks Ada for half an hour. */
export async function ask(app: App, start: number, n: number, slug = "intro-call") {
  const guest = {
    name: `Guestling ${n}`,
    email: `guestling-${n}@example.net`,
  };
  const key = { route: "test", value: `the-key-of-guest-${n}` };
  const requested = await granted(bookings.request(
    app,
    bookingRequest({ start, slug, key, guest: { ...guest, note: `Note ${n}` } }),
  ));
  return { id: requested.booking.id, token: requested.token };
}

async function agree(app: App, hostId: string, { id }: { id: string }): Promise<void> {
  const decision = { hostId, revision: 1, message: "Gladly", force: true };
  assert((await bookings.confirm(app, id, decision)).ok);
}

/** What of the store still holds one of these words, in key or value. */
export async function traces(kv: Deno.Kv, words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const { key, value } of kv.list({ prefix: [] })) {
    const line = JSON.stringify([key, value]);
    if (words.some((word) => line.toLowerCase().includes(word.toLowerCase()))) found.push(line);
  }
  return found;
}

function calendarOf(entries: Set<string>): Calendar {
  const no = () => Promise.reject(new Error("not asked in this test"));
  return {
    list: no,
    find: () => Promise.resolve(null),
    changes: () => Promise.resolve(null),
    busy: () => Promise.resolve([]),
    put(_, { uid }) {
      entries.add(uid);
      return Promise.resolve({ href: uid, etag: "1" });
    },
    remove: (_, uid) => Promise.resolve(void entries.delete(uid)),
  };
}

/** What Ada sends to close her account. */
export const closureInput = { username: "ada", message: "I am closing my practice." };

/** What must not be left of Ada, in any key or value. */
export function personalDataOf({ host, meetings }: FullAccount): string[] {
  const ids = Object.values(meetings).map(({ id }) => id);
  return [host.id, "Ada Beck", "ada@example.org", "guestling", "A phone", "Gladly", ...ids];
}

/** One wanted time for an event type, as it is stored of a day. */
export function wantedDay(typeId: string): DatedWanted {
  const counted = {
    typeId,
    slot: { weekday: 4, halfHour: 35 },
    reasons: ["hours" as const],
    changes: ["notice 0"],
  };
  return { date: "2026-11-01", day: withTime(nothingWanted(), counted) };
}
