import * as v from "valibot";
import { Id, Timestamp } from "$lib/openapi/fields.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { isOAuthProviderName } from "../calendars/registry.ts";
import * as connections from "../connections/index.ts";
import { calendarWrites, runCalendarWrites } from "../jobs/calendar-writes.ts";
import { operation } from "./operation.ts";

const tag = "Calendars";
const params = { provider: "`google` or `microsoft`." };
const refusals = ["calendar-refused"] as const;

export const startConnect = operation({
  id: "calendars.startConnect",
  method: "POST",
  path: "/v0/calendar/{provider}/connect/start",
  tag,
  summary: "Begin to connect a Google or Microsoft account",
  description:
    "Open `url` in the browser of the signed-in host; the provider leads back to this installation, which completes it. With `connectionId` an account is signed in again.",
  access: "session",
  params,
  body: v.object({ connectionId: v.optional(v.nullable(Id), null) }),
  status: 200,
  answer: v.object({ url: v.string() }),
  refusals,
}, async ({ app, host, params: { provider }, body }) => {
  if (!isOAuthProviderName(provider)) return refused("not-found");
  const begun = await connections.startOAuth(app, host.id, provider, body.connectionId);
  return begun.ok ? accepted({ url: begun.value }) : begun;
});

export const completeConnect = operation({
  id: "calendars.completeConnect",
  method: "POST",
  path: "/v0/calendar/{provider}/connect/complete",
  tag,
  summary: "Complete the connection with what the provider sent back",
  description:
    "`state` is signed, bound to the host who began, and works once within fifteen minutes.",
  access: "session",
  params,
  body: v.object({
    state: v.pipe(v.string(), v.maxLength(4000, "too-long")),
    code: v.exactOptional(v.pipe(v.string(), v.maxLength(4000, "too-long"))),
    error: v.exactOptional(v.pipe(v.string(), v.maxLength(200, "too-long"))),
  }),
  status: 200,
  answer: v.object({ connectionId: v.string() }),
  refusals,
}, async ({ app, host, params: { provider }, body }) => {
  if (!isOAuthProviderName(provider)) return refused("not-found");
  const sentBack = new URLSearchParams(body);
  const ended = await connections.handleCallback(app, host.id, provider, sentBack);
  return ended.ok ? accepted({ connectionId: ended.value.id }) : ended;
});

/** A calendar write that waits, runs or failed. */
const Write = v.object({
  id: v.string(),
  bookingId: v.string(),
  connectionId: v.string(),
  state: v.string(),
  attempts: v.number(),
  nextTry: v.nullable(Timestamp),
  error: v.nullable(v.string()),
});

export const writebackStatus = operation({
  id: "calendars.writebackStatus",
  method: "GET",
  path: "/v0/calendar/writeback/status",
  tag,
  summary: "Get the calendar writes that are not done",
  access: "read",
  answer: v.object({ waiting: v.number(), failed: v.number(), writes: v.array(Write) }),
}, async ({ app, host }) => accepted(await calendarWrites(app, host.id)));

export const runWriteback = operation({
  id: "calendars.runWriteback",
  method: "POST",
  path: "/v0/calendar/writeback/run",
  tag,
  summary: "Try calendar writes again now",
  description:
    "Due writes happen without this; here those that wait for another attempt or failed for good are tried now. `queued` is their number, 500 at most.",
  access: "connections",
  status: 202,
  answer: v.object({ queued: v.number() }),
}, async ({ app, host }) => accepted({ queued: await runCalendarWrites(app, host.id) }));
