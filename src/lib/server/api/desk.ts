import type { RequestEvent } from "@sveltejs/kit";
import * as v from "valibot";
import { Next, pageQuery, Timestamp } from "$lib/openapi/fields.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { keyRefusal } from "../http/key-rights.ts";
import { deskJson, workJson } from "../operations/desk-json.ts";
import { dropWork as giveUp } from "../operations/drop-work.ts";
import { getWork, listWork as findWork } from "../operations/list-work.ts";
import { readDesk } from "../operations/read-desk.ts";
import { retryAll, runNow } from "../operations/run-work.ts";
import { scopeOfWork, workGroups, workStates } from "../operations/work.ts";
import type { Job } from "../store/job.ts";
import { operation } from "./operation.ts";

const tag = "Operations";

/** A job of the caller: an email, a calendar entry, a deadline, a sync. */
const Work = v.object({
  id: v.string(),
  kind: v.string(),
  group: v.picklist(workGroups),
  state: v.pipe(
    v.picklist([...workStates, "over"]),
    v.description("`due` waits for its turn, `scheduled` for its time; `over` is dropped."),
  ),
  bookingId: v.nullable(v.string()),
  connectionId: v.nullable(v.string()),
  attempts: v.number(),
  createdAt: Timestamp,
  nextTry: v.nullable(Timestamp),
  error: v.nullable(v.string()),
  canRun: v.boolean(),
  canDrop: v.boolean(),
});

const Counts = v.object({
  failed: v.number(),
  unsent: v.number(),
  retrying: v.number(),
  running: v.number(),
  due: v.number(),
});

const Tries = v.object({ done: v.number(), failed: v.number() });

export const showDesk = operation({
  id: "operations.show",
  method: "GET",
  path: "/v0/operations",
  tag,
  summary: "Get what needs you, and how everything of yours is doing",
  description:
    "Emails and calendar entries by state, calendars, webhooks of yours and of teams that you manage, what ends within two weeks, and what was done in the last 24 hours. An empty `needs` means that everything works.",
  access: "read",
  answer: v.object({
    needs: v.array(v.object({
      about: v.picklist(["work", "calendar", "webhook"]),
      id: v.pipe(
        v.string(),
        v.description("The group of work, or the id of the connection or the webhook."),
      ),
    })),
    work: v.object({
      emails: Counts,
      entries: Counts,
      bookings: Counts,
      calendars: Counts,
      account: Counts,
    }),
    calendars: v.array(v.object({
      connectionId: v.string(),
      name: v.string(),
      provider: v.string(),
      status: v.string(),
      calendars: v.number(),
      syncedAt: v.nullable(Timestamp),
      events: v.number(),
      latencyMs: v.nullable(v.number()),
      /** Of the last 24 hours. */
      reads: Tries,
      problem: v.nullable(v.object({ reason: v.string(), since: Timestamp })),
    })),
    webhooks: v.array(v.object({
      id: v.string(),
      teamId: v.nullable(v.string()),
      url: v.string(),
      active: v.boolean(),
      failingSince: v.nullable(Timestamp),
      /** Of the last 24 hours. */
      tries: Tries,
      retrying: v.number(),
      stopped: v.number(),
      nextTry: v.nullable(Timestamp),
    })),
    deadlines: v.array(v.object({
      kind: v.string(),
      at: Timestamp,
      id: v.nullable(v.string()),
      name: v.string(),
    })),
    lastDay: v.object({
      confirmations: v.number(),
      reminders: v.number(),
      otherEmails: v.number(),
      entries: v.number(),
      calendars: v.number(),
      reads: v.number(),
      deliveries: v.number(),
      isComplete: v.boolean(),
    }),
  }),
}, async ({ app, host }) => accepted(deskJson(app, await readDesk(app, host.id))));

export const listWork = operation({
  id: "operations.list",
  method: "GET",
  path: "/v0/operations/work",
  tag,
  summary: "List your emails, calendar entries and other work that is not done",
  description: "Newest first. A page may hold fewer than `limit` and have a `next` all the same.",
  access: "read",
  query: v.object({ state: v.optional(v.picklist(workStates)), ...pageQuery() }),
  answer: v.object({ work: v.array(Work), next: Next }),
}, async ({ app, host, query }) => {
  const { state, limit, cursor } = query;
  const page = { states: state ? [state] : workStates, limit, ...(cursor ? { cursor } : {}) };
  const { jobs, cursor: next } = await findWork(app, host.id, page);
  return accepted({ work: jobs.map((job) => workJson(job, app.now())), next });
});

const one = v.object({ work: Work });
const scopes = "A key needs the scope `connections` as well for calendar entries and syncs.";

export const runWork = operation({
  id: "operations.run",
  method: "POST",
  path: "/v0/operations/work/{id}/run",
  tag,
  summary: "Run work now that failed, waits for another try or is due",
  description: `What waits for its own time, as a reminder, is not run early. ${scopes}`,
  access: "bookings",
  answer: one,
  status: 202,
  refusals: ["changed"],
}, (call) => changeWork(call, runNow));

export const dropWork = operation({
  id: "operations.drop",
  method: "POST",
  path: "/v0/operations/work/{id}/drop",
  tag,
  summary: "Drop an email or a calendar entry that failed",
  description: `It is not tried again, and the booking’s history says so. ${scopes}`,
  access: "bookings",
  answer: one,
  status: 200,
  refusals: ["changed"],
}, (call) => changeWork(call, giveUp));

export const retryWork = operation({
  id: "operations.retry",
  method: "POST",
  path: "/v0/operations/retry",
  tag,
  summary: "Try everything again that failed or waits for another try",
  description:
    "Up to 500 of each; `queued` is their number. Without `group` whatever the key’s scopes allow: `bookings` for emails, `connections` for calendar entries, `webhooks` for deliveries.",
  access: "bookings",
  body: v.object({ group: v.optional(v.nullable(v.picklist([...workGroups, "webhooks"])), null) }),
  answer: v.object({ queued: v.number() }),
  status: 202,
  example: { body: {} },
}, async ({ app, host, body, event: { locals } }) => {
  const { apiKey } = locals;
  const queued = await retryAll(
    app,
    host.id,
    body.group,
    (scope) => !apiKey || apiKey.scopes.includes(scope),
  );
  return accepted({ queued });
});

/** Changes a caller's own work by the API; a key needs the scope of what the work is about, too. */
async function changeWork(
  { app, host, params, event }: {
    app: App;
    host: Host;
    params: { id: string };
    event: RequestEvent;
  },
  verb: (app: App, hostId: string, id: string) => Promise<Outcome<Job>>,
) {
  const job = await getWork(app, host.id, params.id);
  if (!job) return refused("not-found");
  const { apiKey } = event.locals;
  const refusal = apiKey && keyRefusal(apiKey, scopeOfWork(job.work));
  if (refusal) return { ok: false as const, refusal };
  const changed = await verb(app, host.id, params.id);
  return changed.ok ? accepted({ work: workJson(changed.value, app.now()) }) : changed;
}
