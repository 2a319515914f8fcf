import * as v from "valibot";
import { CalendarId, Timestamp } from "$lib/openapi/fields.ts";
import { worstFreshness } from "$lib/scheduling/calendar-state.ts";
import {
  CaldavConnectInput,
  CalendarPassword,
  IcsConnectInput,
} from "$lib/scheduling/connection-inputs.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import {
  changedConnectionJson,
  connectionsJson,
  findConnectionJson,
} from "../connections/connection-json.ts";
import * as connections from "../connections/index.ts";
import { setPreferences as changePreferences } from "../connections/set-preferences.ts";
import { getGuard } from "../kv/guard.ts";
import { operation } from "./operation.ts";

const tag = "Calendars";

export const connection = "/v0/calendar/connections/{id}";

/** A calendar of a connected account, and how well it is known. */
const Calendar = v.object({
  id: v.string(),
  name: v.string(),
  colour: v.nullable(v.string()),
  /** Whether its events make the host busy. */
  blocks: v.boolean(),
  writable: v.boolean(),
  /** Whether confirmed bookings are written to it. */
  isTarget: v.boolean(),
  /** `idle` where it blocks no time. */
  status: v.picklist([
    "fresh",
    "stale",
    "broken",
    "failing",
    "partial",
    "unsynced",
    "syncing",
    "idle",
  ]),
  syncedAt: v.nullable(Timestamp),
  syncedUntil: v.nullable(Timestamp),
  events: v.nullable(v.number()),
  unreadable: v.number(),
  /** Names the sync that the unreadable entries were found in. */
  generation: v.nullable(v.string()),
  error: v.nullable(v.object({ reason: v.string(), since: Timestamp })),
});

/** A connected account; never its password, tokens or secret address. */
const Connection = v.object({
  id: v.string(),
  provider: v.string(),
  label: v.string(),
  user: v.string(),
  signedOut: v.boolean(),
  calendars: v.array(Calendar),
  /** Entries that disappeared in a mass deletion, or before a sync saw them, and wait for a decision; null for none. */
  lostEntries: v.nullable(
    v.object({ calendarId: v.string(), entries: v.number(), at: Timestamp }),
  ),
  /** The last write check; null before the first. Its last step has the reason where it failed. */
  writeCheck: v.nullable(v.object({
    calendarId: v.string(),
    at: Timestamp,
    steps: v.array(v.object({
      step: v.picklist(["write", "read", "edit", "conditions", "delete"]),
      reason: v.nullable(v.string()),
    })),
  })),
  createdAt: Timestamp,
  revision: v.number(),
});

const one = v.object({ connection: Connection });

export const changes = { tag, access: "connections", answer: one, revised: "connection" } as const;

export const refusals = ["calendar-refused"] as const;

export const listConnections = operation({
  id: "calendars.list",
  method: "GET",
  path: "/v0/calendar/connections",
  tag,
  summary: "List connected accounts with their calendars",
  access: "read",
  answer: v.object({ connections: v.array(Connection) }),
}, async ({ app, host }) => accepted({ connections: await connectionsJson(app, host.id) }));

export const syncStatus = operation({
  id: "calendars.syncStatus",
  method: "GET",
  path: "/v0/calendar/sync/status",
  tag,
  summary: "Get how fresh every calendar is",
  description: "`status` is the worst of the calendars that block time; null without any.",
  access: "read",
  answer: v.object({
    status: v.nullable(v.picklist(["fresh", "stale", "broken"])),
    syncIntervalMinutes: v.number(),
    connections: v.array(Connection),
  }),
}, async ({ app, host }) => {
  const { syncIntervalMs } = app.settings;
  const { guard } = await getGuard(app.kv, host.id);
  return accepted({
    status: worstFreshness(Object.values(guard.calendars), app.now(), syncIntervalMs),
    syncIntervalMinutes: syncIntervalMs / MINUTE,
    connections: await connectionsJson(app, host.id),
  });
});

export const getConnection = operation({
  id: "calendars.get",
  method: "GET",
  path: connection,
  tag,
  summary: "Get a connected account",
  access: "read",
  answer: one,
  revised: "connection",
}, ({ app, host, params }) => findConnectionJson(app, host.id, params.id));

export const connectCaldav = operation({
  ...changes,
  id: "calendars.connectCaldav",
  method: "POST",
  path: "/v0/calendar/connections/caldav",
  summary: "Connect a CalDAV account",
  description:
    "Signs in, lists its calendars and syncs them. The password is kept encrypted and is never answered.",
  body: CaldavConnectInput,
  refusals,
  example: {
    body: { address: "https://cloud.example.org", user: "ada", password: "app-password" },
  },
}, async ({ app, host, body }) => {
  const connected = await connections.connectCaldav(app, host.id, body);
  return connected.ok ? findConnectionJson(app, host.id, connected.value.id) : connected;
});

export const connectIcs = operation({
  ...changes,
  id: "calendars.connectIcs",
  method: "POST",
  path: "/v0/calendar/connections/ics",
  summary: "Subscribe to a published calendar",
  body: IcsConnectInput,
  refusals,
  example: { body: { feed: "https://example.org/team.ics" } },
}, async ({ app, host, body }) => {
  const connected = await connections.connectIcs(app, host.id, body);
  return connected.ok ? findConnectionJson(app, host.id, connected.value.id) : connected;
});

export const setPreferences = operation({
  ...changes,
  id: "calendars.setPreferences",
  method: "PATCH",
  path: `${connection}/preferences`,
  summary: "Choose which calendars block time and which one is written to",
  description:
    "`blocks` are all calendars of this account that block time. `target` is the calendar of this account that confirmed bookings are written to; null writes nowhere.",
  body: v.object({
    blocks: v.optional(v.pipe(v.array(CalendarId), v.maxLength(200, "too-long"))),
    target: v.optional(v.nullable(CalendarId)),
  }),
  refusals: ["calendar-refused", "changed"],
  example: { body: { blocks: [] } },
}, (call) => {
  const { body, revision } = call;
  return changedConnectionJson(
    call,
    (app, hostId, id) => changePreferences(app, hostId, id, { ...body, revision }),
  );
});

export const setPassword = operation({
  ...changes,
  id: "calendars.setPassword",
  method: "POST",
  path: `${connection}/password`,
  summary: "Replace the password of an account",
  description: "Signs in with it first.",
  body: v.object({ password: CalendarPassword }),
  status: 200,
  refusals,
}, (call) =>
  changedConnectionJson(
    call,
    (app, hostId, id) => connections.updatePassword(app, hostId, id, call.body.password),
  ));

export const disconnect = operation({
  id: "calendars.disconnect",
  method: "POST",
  path: `${connection}/disconnect`,
  tag,
  summary: "Disconnect an account",
  description: "Removes the account, its secrets and its busy times at once.",
  access: "connections",
  answer: v.object({}),
  status: 200,
}, async ({ app, host, params }) => {
  const done = await connections.disconnect(app, host.id, params.id);
  return done.ok ? accepted({}) : done;
});
