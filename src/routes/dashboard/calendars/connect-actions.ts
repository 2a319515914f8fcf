import { type ActionFailure, fail, redirect, type RequestEvent } from "@sveltejs/kit";
import { CaldavConnectInput, IcsConnectInput } from "$lib/scheduling/connection-inputs.ts";
import { nextcloudAddress } from "$lib/scheduling/nextcloud-address.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import type { Outcome, Refusal } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import * as connections from "$lib/server/connections/index.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { messages } from "$lib/i18n/messages.ts";
import { connectNoticeKey } from "../../../lib/server/connections/connections-view.ts";
import { problemOf } from "./problem-of.ts";

/** The response to a refused connection: why, at its field, and what was entered apart from the password. */
export interface FailedConnect {
  place: "connect";
  sentence: string;
  fields: Record<string, string>;
  values: { address: string; user: string; feed: string };
}

const nothing = { address: "", user: "", feed: "" };

/** The forms that connect a calendar. */
export const connectActions = {
  connect: async (event: RequestEvent) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? "");
    // A password is never sent back to a page.
    const values = { ...nothing, address: text("address"), user: text("user") };
    const provider = text("provider");
    const address = provider === "nextcloud" ? nextcloudAddress(values.address) : values.address;
    const input = parse(CaldavConnectInput, { ...values, address, password: text("password") });
    const isAddressKnown = provider === "icloud" || provider === "fastmail";
    const fieldOf = (reason: string) =>
      passwordReasons.has(reason)
        ? "password"
        : addressReasons.has(reason) && !isAddressKnown
        ? "address"
        : null;
    const { app } = event.locals;
    const done = input.ok ? await connections.connectCaldav(app, host.id, input.value) : input;
    return await answer(event, done, fieldOf, values);
  },

  subscribe: async (event: RequestEvent) => {
    const host = requireHost(event);
    const feed = String((await event.request.formData()).get("feed") ?? "");
    const input = parse(IcsConnectInput, { feed });
    const { app } = event.locals;
    const done = input.ok ? await connections.connectIcs(app, host.id, input.value) : input;
    const fieldOf = (reason: string) => addressReasons.has(reason) ? "feed" : null;
    return await answer(event, done, fieldOf, { ...nothing, feed });
  },
};

const passwordReasons = new Set(["wrong-password", "digest-only", "other-sign-in"]);
const addressReasons = new Set([
  "wrong-address",
  "not-caldav",
  "private",
  "dns",
  "unreachable",
  "redirect",
  "tls",
  "no-tls",
  "timeout",
  "not-found",
  "wrong-feed",
  "not-ics",
  "feed-closed",
]);

async function answer(
  event: RequestEvent,
  done: Outcome<Connection> | { ok: false; refusal: Refusal },
  fieldOf: (reason: string) => string | null,
  values: FailedConnect["values"],
): Promise<ActionFailure<FailedConnect>> {
  const { app, language } = { app: event.locals.app, language: requireHost(event).language };
  if (done.ok) {
    redirect(303, `/dashboard/calendars?notice=${await connectNoticeKey(app, done.value)}`);
  }
  const { refusal } = done;
  const problem = problemOf(refusal, language);
  const field = refusal.code === "calendar-refused" ? fieldOf(refusal.detail ?? "") : null;
  return fail(problem.status, {
    place: "connect",
    sentence: field ? messages(language).calendars.tiles.refused : problem.sentence,
    fields: field ? { [field]: problem.sentence } : problem.fields,
    values,
  });
}
