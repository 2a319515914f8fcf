import { CaldavConnectInput, IcsConnectInput } from "$lib/scheduling/connection-inputs.ts";
import { parse } from "$lib/scheduling/parse.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "$lib/server/app.ts";
import * as connections from "$lib/server/connections/index.ts";
import { statusOf } from "$lib/api/refusal-status.ts";
import { refusalText, requireHost } from "$lib/server/http/problem-details.ts";
import { messages } from "$lib/i18n/messages.ts";
import { type ActionFailure, fail, redirect } from "@sveltejs/kit";
import { isNewcomer } from "../read-inbox.ts";
import type { Actions, PageServerLoad } from "./$types";
import {
  calendarErrorText,
  connectionViews,
  connectNoticeKey,
  oauthProviderLinks,
} from "../../../lib/server/connections/connections-view.ts";

const PAGE = "/dashboard/calendars";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { calendars: words } = messages(host.language);
  const accounts = await connectionViews(event.locals.app, host);
  const { connectionId, calendarId } = host.targetCalendar ?? {};
  const notice = event.url.searchParams.get("notice") ?? "";
  const errorCode = event.url.searchParams.get("error") ?? "";
  const code = event.url.searchParams.get("code") ?? "";
  return {
    title: words.title,
    words,
    accounts,
    notice: Object.hasOwn(words.feedback, notice)
      ? words.feedback[notice as keyof typeof words.feedback]
      : null,
    noticeTone: notice === "connectedPartly" ? "warn" as const : "good" as const,
    // A host who connects a calendar as a first step gets a link to the next one.
    steps: notice.startsWith("connect") && await isNewcomer(event.locals.app.kv, host)
      ? messages(host.language).dashboard.inbox.firstSteps.continueSetup
      : null,
    error: Object.hasOwn(words.problems, errorCode)
      ? calendarErrorText(words, errorCode, code)
      : null,
    providers: oauthProviderLinks(event.locals.app, words),
    target: host.targetCalendar ? `${connectionId}|${calendarId}` : "",
    targets: accounts.flatMap((account) =>
      account.calendars.filter(({ writable }) => writable).map(({ id, name }) => ({
        value: `${account.id}|${id}`,
        label: `${name} · ${account.label}`,
      }))
    ),
  };
};

export const actions: Actions = {
  connect: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    // A password is never sent back to a page.
    const values = { address: text(form, "address"), user: text(form, "user") };
    const input = parse(CaldavConnectInput, {
      ...values,
      password: text(form, "password"),
    });
    if (!input.ok) return failed(input.refusal, "connect", host.language, values);
    const { app } = event.locals;
    const done = await connections.connectCaldav(app, host.id, input.value);
    if (!done.ok) return failed(done.refusal, "connect", host.language, values);
    redirect(303, `${PAGE}?notice=${await connectNoticeKey(app, done.value)}`);
  },

  subscribe: async (event) => {
    const host = requireHost(event);
    const values = { feed: text(await event.request.formData(), "feed") };
    const input = parse(IcsConnectInput, values);
    if (!input.ok) return failed(input.refusal, "subscribe", host.language, values);
    const { app } = event.locals;
    const done = await connections.connectIcs(app, host.id, input.value);
    if (!done.ok) return failed(done.refusal, "subscribe", host.language, values);
    redirect(303, `${PAGE}?notice=${await connectNoticeKey(app, done.value)}`);
  },

  chooseCalendars: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const id = text(form, "connection");
    const blocking = form.getAll("blocks").map(String);
    const done = await connections.chooseCalendars(event.locals.app, host.id, id, blocking);
    if (!done.ok) return failed(done.refusal, id, host.language);
    redirect(303, `${PAGE}?notice=saved`);
  },

  setWriteTarget: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const [connectionId = "", calendarId = ""] = text(form, "target").split("|");
    const target = connectionId ? { connectionId, calendarId } : null;
    const done = await connections.setWriteTarget(event.locals.app, host.id, target);
    if (!done.ok) return failed(done.refusal, "target", host.language);
    redirect(303, `${PAGE}?notice=saved`);
  },

  sync: async (event) => {
    const host = requireHost(event);
    const id = text(await event.request.formData(), "connection");
    const { app } = event.locals;
    const began = app.now();
    const done = await connections.syncNow(app, host.id, id);
    if (!done.ok) return failed(done.refusal, id, host.language);
    return await redirectAfterSync(app, host, id, began);
  },

  acceptUnreadable: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const id = text(form, "connection");
    const { app } = event.locals;
    const seen = text(form, "generation");
    const done = await connections.acceptUnreadable(app, host.id, id, text(form, "calendar"), seen);
    if (!done.ok) return failed(done.refusal, id, host.language);
    redirect(303, `${PAGE}?notice=saved`);
  },

  resolveLostEntries: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const id = text(form, "connection");
    const restore = text(form, "what") === "restore";
    const done = await connections.resolveLostEntries(event.locals.app, host.id, id, restore);
    if (!done.ok) return failed(done.refusal, id, host.language);
    redirect(303, `${PAGE}?notice=${restore ? "entriesRestored" : "saved"}`);
  },

  runWriteCheck: async (event) => {
    const host = requireHost(event);
    const id = text(await event.request.formData(), "connection");
    const done = await connections.runWriteCheck(event.locals.app, host.id, id);
    if (!done.ok) return failed(done.refusal, id, host.language);
    redirect(303, `${PAGE}?notice=writeChecked`);
  },

  updatePassword: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const id = text(form, "connection");
    const password = text(form, "password");
    const { app } = event.locals;
    const began = app.now();
    const done = await connections.updatePassword(app, host.id, id, password);
    if (!done.ok) return failed(done.refusal, id, host.language);
    return await redirectAfterSync(app, host, id, began);
  },

  disconnect: async (event) => {
    const host = requireHost(event);
    const id = text(await event.request.formData(), "connection");
    const done = await connections.disconnect(event.locals.app, host.id, id);
    if (!done.ok) return failed(done.refusal, id, host.language);
    redirect(303, `${PAGE}?notice=disconnected`);
  },
};

/** Redirects with the result of the sync; refuses when it failed. */
async function redirectAfterSync(app: App, host: Host, id: string, began: number) {
  const how = await connections.syncResultSince(app, host.id, id, began);
  if (how.is === "failed") {
    return failed({ code: "calendar-refused", detail: how.reason }, id, host.language);
  }
  redirect(303, `${PAGE}?notice=${how.is === "synced" ? "synced" : "syncing"}`);
}

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

interface Failed {
  /** `connect`, `subscribe`, `target`, or the account that the form belongs to. */
  place: string;
  sentence: string;
  fields: Record<string, string>;
  values: { address: string; user: string; feed: string };
}

const noValues = { address: "", user: "", feed: "" };

/** A form's response to a refusal; errors of calendar servers have texts of their own. */
function failed(
  refusal: Refusal,
  place: string,
  language: string,
  values: Partial<Failed["values"]> = {},
): ActionFailure<Failed> {
  const { sentence, fields } = refusalText(refusal, language);
  const { problems } = messages(language).calendars;
  const why = refusal.code === "calendar-refused" ? problems[refusal.detail ?? ""] : undefined;
  return fail(statusOf[refusal.code], {
    place,
    sentence: why ?? sentence,
    fields,
    values: { ...noValues, ...values },
  });
}
