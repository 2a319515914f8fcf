import type { App } from "$lib/server/app.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Owner } from "$lib/server/availability/change-as-owner.ts";
import { sealingContextOf } from "$lib/server/calendars/open-calendar.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import { addConnection } from "$lib/server/store/connections.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { openGuestLink, openHostLink } from "$lib/server/changes/booking-links.ts";
import * as invitations from "$lib/server/auth/invitations.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import * as profile from "$lib/server/hosts/profile.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { sessionCookie, start } from "$lib/server/auth/sessions.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listJobs } from "$lib/server/store/jobs.ts";
import { granted } from "./granted.ts";
import { addHost, ask, town } from "./town.ts";
import { addTeam, addTeamType } from "./team-town.ts";
import { settingsFor } from "./temp-folder.ts";
import { sampleConnection } from "./sample-connection.ts";
import { addDelivery } from "./seeded-webhooks.ts";
import { subscribe } from "./webhooks/recording-receiver.ts";
import { testSecret } from "./test-app.ts";

/** What a walk through all routes needs to know of a data folder. */
export interface RouteWalkData {
  /** Ada's: values for the brackets of a route. */
  params: Record<string, string>;
  /** Cookie headers. */
  ada: string;
  grace: string;
  /** A second session of Grace's, to be ended. */
  graceLeaving: string;
  adaId: string;
}

/** Fills a data folder: Ada with a request, an email and an invitation; Grace, who is nobody to her. */
export async function seedRouteWalk(dataDir: string): Promise<RouteWalkData> {
  const { app, host } = await town({
    app: {
      kv: await Deno.openKv(settingsFor(dataDir).dbPath),
      now: Date.now,
      sealer: openSealer(testSecret, null),
    },
  });
  using _ = app;
  const other = await addHost(app, {
    name: "Grace",
    email: "grace@example.org",
    zone: "America/Los_Angeles",
    preferredUsername: "grace",
  });
  for (const { id, name, zone, revision } of [host, other]) {
    await profile.edit(app, id, revision, { name, zone, hourCycle: 24 });
  }
  const { booking } = await ask(app, { start: await firstStart(app, host) });
  const [type] = await listEventTypes(app.kv, host.id);
  const { jobs } = await listJobs(app.kv, host.id, { limit: 10 });
  const email = jobs.find(({ work }) => work.kind === "send-email");
  await granted(invitations.invite(app, host.id));
  const [invitation] = await invitations.list(app, host.id);
  const team = await addTeam(app, [host]);
  const teamType = await addTeamType(app, team, [host], { type: { slug: type?.slug ?? "" } });
  const { session } = await start(app, host.id, "console", { agent: "Phone", before: null });
  const hook = await addWebhook(app, host, booking, host.id);
  const teamHook = await addWebhook(app, host, booking, { teamId: team.id, hostId: host.id });
  const connection = await connectAnything(app, host.id);
  const cookieOf = async (hostId: string) => {
    const browser = { agent: "Walker", before: null };
    return `${sessionCookie}=${(await start(app, hostId, "console", browser)).secret}`;
  };
  return {
    params: {
      username: host.username,
      slug: type?.slug ?? "",
      guest: await openGuestLink(app, booking),
      host: await openHostLink(app, booking, host.id),
      booking: booking.id,
      type: type?.id ?? "",
      email: email?.id ?? "",
      schedule: type?.scheduleId ?? "",
      session: session.hash,
      connection: connection.id,
      invitation: invitation?.hash ?? "",
      team: team.slug,
      teamId: team.id,
      teamType: teamType.id,
      webhook: hook.subscriptionId,
      delivery: hook.id,
      teamWebhook: teamHook.subscriptionId,
      teamDelivery: teamHook.id,
    },
    ada: await cookieOf(host.id),
    grace: await cookieOf(other.id),
    graceLeaving: await cookieOf(other.id),
    adaId: host.id,
  };
}

/** A webhook with a delivery that was made. */
async function addWebhook(app: App, ada: Host, booking: Booking, owner: Owner) {
  const { subscription } = await subscribe(app, owner);
  const at = app.now() - DAY;
  return await addDelivery(app, { ada, booking, subscription }, "booking.requested", at, [
    { status: 204 },
  ]);
}

async function firstStart(app: App, host: Host): Promise<number> {
  const found = await granted(findBookableType(app, host.username, "intro-call"));
  const from = app.now() + DAY;
  const offers = await findSlots(app, {
    hosts: [host],
    type: found.type,
    minutes: 30,
    window: {
      start: from,
      end: from + 7 * DAY,
    },
  });
  const [start] = offers.starts;
  if (start === undefined) throw new Error("Ada has no time within a week");
  return start;
}

/** An account at a server that does not exist, whose password stands sealed in the store. */
async function connectAnything(app: App, hostId: string): Promise<Connection> {
  const id = newId();
  const connection = sampleConnection({
    id,
    hostId,
    url: "http://calendar.invalid/",
    sealed: await app.sealer.seal("hunter2", sealingContextOf({ id, hostId })),
    createdAt: app.now(),
  });
  const op = app.kv.atomic();
  addConnection(op, connection);
  await op.commit();
  return connection;
}

/** What the program does by itself: jobs, and the counts that follow bookings. */
const ofTheProgram = [
  ...["job", "job_due", "job_claim", "job_of", "job_in"],
  ...["booking_day", "count_state", "counted_bookings", "uncounted"],
];

/** Everything of a host in the store, as text: who walks by changes nothing of it. */
export async function routeParamsOf(dataDir: string, hostId: string): Promise<string[]> {
  using kv = await Deno.openKv(settingsFor(dataDir).dbPath);
  const lines: string[] = [];
  for await (const { key, value } of kv.list({ prefix: [] })) {
    if (ofTheProgram.includes(String(key[0]))) continue;
    const line = JSON.stringify([key, value]);
    if (line.includes(hostId)) lines.push(line);
  }
  return lines;
}
