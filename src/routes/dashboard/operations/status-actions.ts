import { redirect, type RequestEvent } from "@sveltejs/kit";
import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import * as connections from "$lib/server/connections/index.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { dropWork } from "$lib/server/operations/drop-work.ts";
import { retryAll, runNow } from "$lib/server/operations/run-work.ts";
import { workGroups } from "$lib/server/operations/work.ts";
import { listOwnSubscriptions } from "$lib/server/webhooks/managed-subscriptions.ts";
import { reviveSubscription } from "$lib/server/webhooks/retry-deliveries.ts";
import { fail } from "@sveltejs/kit";
import { problemOf } from "../calendars/problem-of.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";

const PAGE = "/dashboard/operations";

/** The forms of the status page; each says with `place` where its refusal is shown. */
export const actions = {
  run: async (event: RequestEvent) => {
    const { app, host, text } = await asked(event);
    return leave(event, "run", await runNow(app, host.id, text("work")), text("work"));
  },

  drop: async (event: RequestEvent) => {
    const { app, host, text } = await asked(event);
    return leave(event, "dropped", await dropWork(app, host.id, text("work")), text("work"));
  },

  retry: async (event: RequestEvent) => {
    const { app, host, text } = await asked(event);
    const group = text("group");
    const known = workGroups.find((each) => each === group);
    redirect(
      303,
      retried(await retryAll(app, host.id, known ?? (group === "" ? null : "webhooks"))),
    );
  },

  send: async (event: RequestEvent) => {
    const { app, host, text } = await asked(event);
    const id = text("webhook");
    const managed = await listOwnSubscriptions(app, host.id);
    const found = managed.find(({ subscription }) => subscription.id === id);
    const sent = found ? await reviveSubscription(app, found.owner, id) : refused("not-found");
    if (!sent.ok) return refuse(event, sent.refusal, `webhook-${id}`);
    redirect(303, retried(sent.value));
  },

  sync: async (event: RequestEvent) => {
    const { app, host, text } = await asked(event);
    const id = text("connection");
    return leave(event, "syncing", await connections.syncNow(app, host.id, id), `calendar-${id}`);
  },

  signIn: async (event: RequestEvent) => {
    const { app, host, text } = await asked(event);
    const id = text("connection");
    const done = await connections.updatePassword(app, host.id, id, text("password"));
    return leave(event, "signedIn", done, `calendar-${id}`);
  },
};

const retried = (count: number) => `${PAGE}?done=retried&count=${count}`;

async function asked(event: RequestEvent) {
  const host = requireHost(event);
  const form = await event.request.formData();
  const text = (name: string) => String(form.get(name) ?? "").slice(0, 500);
  return { app: event.locals.app, host, text };
}

/** Goes back to the page as it was filtered, or says there why it was refused. */
function leave(event: RequestEvent, done: string, outcome: Outcome<unknown>, place: string) {
  if (!outcome.ok) return refuse(event, outcome.refusal, place);
  redirect(303, `${PAGE}?done=${done}`);
}

function refuse(event: RequestEvent, refusal: Refusal, place: string) {
  const { status, sentence } = problemOf(refusal, requireHost(event).language);
  return fail(status, { place, sentence });
}
