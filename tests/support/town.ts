import type { Busy } from "$lib/scheduling/holds.ts";
import {
  type EventType,
  type EventTypeInput,
  parseEventTypeInput,
} from "$lib/scheduling/event-type.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "$lib/server/app.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import type { Email } from "$lib/server/email/email.ts";
import { create } from "$lib/server/event-types/edit.ts";
import { openAccount } from "$lib/server/connections/access-tokens.ts";
import { createHost, type NewHost } from "$lib/server/hosts/create-host.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { openLocks } from "$lib/server/runtime/locks.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { closeAfterTest } from "./after-test.ts";
import { granted } from "./granted.ts";
import { connectCalendar } from "./stub-calendar.ts";
import { type TestApp, testApp, testSecret } from "./test-app.ts";

/** What a test wants to be different in its town. */
export interface TownOptions {
  /** Parts of the app that the test gives itself: a store, a mail server, calendars. */
  app?: Partial<TestApp>;
  /** An app that is open already, in place of a new one. */
  on?: TestApp;
  /** What the clock shows, in milliseconds; noon of Sunday, 1 November 2026 otherwise. */
  now?: number;
  /** What is different about Ada. */
  host?: Partial<NewHost>;
  /** A further event type of hers. */
  type?: NewEventType;
  /** Busy time of a calendar that she has connected; none is connected without it. */
  calendar?: Busy[];
}

export interface Town {
  app: TestApp;
  host: Host;
  /** The further event type; `intro-call` where none was given. */
  type: EventType;
}

type NewEventType = Partial<EventTypeInput> & { slug: string };

/**
 * The world of a test: an app with Ada in Berlin, open Monday to Friday 9-17, with `intro-call`: 30 minutes every 15,
 * on approval.
 */
export async function town(options: TownOptions = {}): Promise<Town> {
  const app = options.on ?? await configuredApp(options.app);
  if (options.now !== undefined) app.at(options.now);
  const host = await addHost(app, options.host);
  const type = options.type
    ? await addEventType(app, host, options.type)
    : (await listEventTypes(app.kv, host.id))[0]!;
  if (options.calendar) await connectCalendar(app, host, options.calendar);
  return { app, host, type };
}

/** Signs up a host, Ada unless said otherwise, with hours from 9 to 17 and `intro-call`, each quarter of an hour without notice. */
export async function addHost(app: App, given: Partial<NewHost> = {}): Promise<Host> {
  const created = await granted(createHost(app, {
    name: "Ada Beck",
    email: "ada@example.org",
    emailVerified: true,
    zone: "Europe/Berlin",
    language: "en",
    preferredUsername: "ada",
    identity: null,
    ...given,
  }));
  const [type] = await listEventTypes(app.kv, created.id);
  const everyQuarter = { ...type!, slotInterval: 15, minimumNotice: 0 };
  await app.kv.set(keys.eventType(created.id, type!.id), everyQuarter);
  return created;
}

/** A further event type of a host, without notice. */
export async function addEventType(
  app: App,
  host: Host,
  input: NewEventType,
): Promise<EventType> {
  const type = parseEventTypeInput({
    title: input.slug,
    durations: [30],
    minimumNotice: 0,
    ...input,
  });
  return await granted(create(app, host.id, type));
}

/** Monday, 2 November 2026, 10:00 in Berlin. */
export const mondayTen = Date.UTC(2026, 10, 2, 9);

/** What a request says otherwise. */
export type RequestChange = Partial<Omit<bookings.BookingRequest, "guest">> & {
  guest?: Partial<bookings.BookingRequest["guest"]>;
};

/** A guest's request for Ada's intro call on Monday at ten, or for the `visit` of a team that is named. */
export function bookingRequest({ guest, ...given }: RequestChange = {}): bookings.BookingRequest {
  return {
    username: given.teamSlug ? "" : "ada",
    slug: given.teamSlug ? "visit" : "intro-call",
    start: mondayTen,
    minutes: null,
    guest: {
      name: "Grace Hopper",
      email: "grace@example.com",
      note: "",
      zone: "America/New_York",
      hourCycle: 12,
      answers: [],
      ...guest,
    },
    key: null,
    viaWidget: false,
    client: null,
    ...given,
  };
}

/** A request of {@link bookingRequest} that is granted. */
export function ask(app: App, given?: RequestChange) {
  return granted(bookings.request(app, bookingRequest(given)));
}

/** The first host's yes to a request. */
export function agree(app: App, { id, hosts, revision }: Booking): Promise<Booking> {
  const decision = { hostId: hosts[0]!, revision, message: "", force: false };
  return granted(bookings.confirm(app, id, decision));
}

/** The emails that an app sends from now on. */
export function outboxOf(app: App): Email[] {
  const sent: Email[] = [];
  app.sendMail = (email) => Promise.resolve(void sent.push(email));
  return sent;
}

/** A test App that seals and takes turns for real. */
export async function configuredApp(given: Partial<TestApp> = {}): Promise<TestApp> {
  return await testApp({
    sealer: openSealer(testSecret, null),
    withLock: openLocks(),
    ...given,
  });
}

/** Another start of the program over the same store, at the same time by the clock: it remembers nothing. */
export async function restartApp(app: TestApp, given: Partial<TestApp> = {}): Promise<TestApp> {
  const next = await configuredApp({ kv: app.kv, ...given });
  next.at(app.now());
  return next;
}

/** One that reaches the servers of this machine, and opens accounts there; its connections end with it. */
export async function networkedApp(given: Partial<TestApp> = {}): Promise<TestApp> {
  const outgoing = openHttpClient();
  const app: TestApp = await configuredApp({
    fetch: openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect }),
    openCalendar: (connection, host) => openAccount(app, connection, host),
    ...given,
  });
  const close = closeAfterTest(() => outgoing.close()), end = app[Symbol.dispose];
  return Object.assign(app, {
    [Symbol.dispose]() {
      close();
      end();
    },
  });
}
