import { type EventTypeInput, parseEventTypeInput } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { BookingRequest } from "$lib/server/bookings/index.ts";
import { create } from "$lib/server/event-types/edit.ts";
import { openAccount } from "$lib/server/connections/access-tokens.ts";
import { createHost } from "$lib/server/hosts/create-host.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { openLocks } from "$lib/server/runtime/locks.ts";
import { type TestApp, testApp } from "./test-app.ts";

/** A test App that seals and takes turns for real. */
export async function configuredApp(given: Partial<TestApp> = {}): Promise<TestApp> {
  return await testApp({
    sealer: await openSealer("5e".repeat(32), null),
    withLock: openLocks(),
    ...given,
  });
}

/** One that reaches the servers of this machine, and opens accounts there; its connections end with it. */
export async function networkedApp(): Promise<TestApp> {
  const outgoing = openHttpClient();
  const app: TestApp = await configuredApp({
    fetch: openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect }),
    openCalendar: (connection, host) => openAccount(app, connection, host),
  });
  const end = app[Symbol.dispose];
  return Object.assign(app, {
    [Symbol.dispose]() {
      outgoing.close();
      end();
    },
  });
}

/** Ada in Berlin, open Monday to Friday 9-17, with `intro-call`: 30 minutes every 15, on approval. */
export async function ada(app: TestApp): Promise<Host> {
  const created = await createHost(app, {
    name: "Ada Beck",
    email: "ada@example.org",
    emailVerified: true,
    zone: "Europe/Berlin",
    preferredUsername: "ada",
    identity: null,
  });
  if (!created.ok) throw new Error(created.refusal.code);
  return created.value;
}

/** A further event type of a host. */
export async function addEventType(
  app: TestApp,
  host: Host,
  wish: Partial<EventTypeInput> & { slug: string },
) {
  const type = parseEventTypeInput({ title: wish.slug, durations: [30], ...wish });
  const created = await create(app, host.id, type);
  if (!created.ok) throw new Error(created.refusal.code);
  return created.value;
}

/** Monday, 2 November 2026, 10:00 in Berlin. */
export const mondayTen = Date.UTC(2026, 10, 2, 9);

/** A guest's wish for Ada's intro call on Monday at ten. */
export function bookingRequest(given: Partial<BookingRequest> = {}): BookingRequest {
  return {
    username: "ada",
    slug: "intro-call",
    start: mondayTen,
    minutes: null,
    guest: {
      name: "Grace Hopper",
      email: "grace@example.com",
      note: "",
      zone: "America/New_York",
      hourCycle: 12,
      answers: [],
    },
    key: null,
    viaWidget: false,
    client: null,
    ...given,
  };
}
