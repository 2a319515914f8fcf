import type { CalendarRef, Host } from "$lib/scheduling/host.ts";
import type { Refusal } from "$lib/scheduling/outcome.ts";
import type { App } from "$lib/server/app.ts";
import * as connections from "$lib/server/connections/index.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { messages } from "$lib/i18n/messages.ts";
import { type ActionFailure, fail, redirect } from "@sveltejs/kit";
import { isNewcomer } from "../read-inbox.ts";
import type { Actions, PageServerLoad } from "./$types";
import { calendarErrorText } from "../../../lib/server/connections/calendar-view.ts";
import { connectionViews } from "../../../lib/server/connections/connections-view.ts";
import { calendarTiles } from "./calendar-tiles.ts";
import { connectActions } from "./connect-actions.ts";
import { firstSyncView } from "./first-sync.ts";
import { problemOf } from "./problem-of.ts";

const PAGE = "/dashboard/calendars";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  event.depends("live:host");
  const { app } = event.locals;
  const { calendars: words } = messages(host.language);
  const accounts = await connectionViews(app, host);
  const { searchParams } = event.url;
  const firstSync = firstSyncView(accounts, host.language);
  // A page that was opened during a sync follows it to its end.
  const asked = searchParams.get("notice") ?? "";
  const isOver = asked === "connecting" && !firstSync;
  const notice = isOver ? "connected" : asked;
  const errorCode = searchParams.get("error") ?? "";
  return {
    title: words.title,
    words,
    accounts,
    firstSync,
    notice: Object.hasOwn(words.feedback, notice)
      ? words.feedback[notice as keyof typeof words.feedback]
      : null,
    noticeTone: notice === "connectedPartly" ? "warn" as const : "good" as const,
    // A host who connects a calendar as a first step gets a link to the next one.
    steps: notice.startsWith("connect") && await isNewcomer(app.kv, host)
      ? messages(host.language).dashboard.inbox.firstSteps.continueSetup
      : null,
    error: Object.hasOwn(words.problems, errorCode)
      ? calendarErrorText(words, errorCode, searchParams.get("code") ?? "")
      : null,
    connect: calendarTiles(app, host.language, searchParams.get("connect")),
    target: host.targetCalendar ? keyOf(host.targetCalendar) : "",
  };
};

export const actions: Actions = {
  ...connectActions,

  saveCalendars: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const all = (name: string) => form.getAll(name).map(String);
    const target = form.get("target");
    const done = await connections.chooseAllCalendars(event.locals.app, host.id, {
      shown: all("shown").map(refOf),
      blocking: all("blocks").map(refOf),
      ...(target === null ? {} : { target: target === "" ? null : refOf(String(target)) }),
    });
    if (!done.ok) {
      const chosen = { blocks: all("blocks"), target: String(target ?? "") };
      return failed(done.refusal, "table", host.language, chosen);
    }
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
  /** `table`, or the account that the form belongs to. */
  place: string;
  sentence: string;
  /** What was chosen in the table. */
  chosen: { blocks: string[]; target: string } | null;
}

function failed(
  refusal: Refusal,
  place: string,
  language: string,
  chosen: Failed["chosen"] = null,
): ActionFailure<Failed> {
  const { status, sentence } = problemOf(refusal, language);
  return fail(status, { place, sentence, chosen });
}

/** A calendar as the table's form names it. */
const keyOf = ({ connectionId, calendarId }: CalendarRef) => `${connectionId}|${calendarId}`;

function refOf(key: string): CalendarRef {
  const [connectionId = "", ...calendarId] = key.split("|");
  return { connectionId, calendarId: calendarId.join("|") };
}
