import * as v from "valibot";
import * as guestData from "$lib/server/guests/erasure.ts";
import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { messages } from "$lib/i18n/messages.ts";
import { exportView } from "./export-view.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  event.depends("progress:export");
  const host = requireHost(event);
  const words = messages(host.language).dashboard.data;
  const { progress, ...exportData } = words.exportData;
  const { toSettings, title, lead, saved, retention, lookUp, deleteAccount } = words;
  return {
    title,
    words: { toSettings, title, lead, saved, retention, lookUp, deleteAccount },
    exportWords: { ...exportData, look: progress.look },
    exported: await exportView(event.locals.app, host),
    days: String(host.guestRetentionDays ?? ""),
    saved: event.url.searchParams.get("notice") === "saved",
  };
};

export const actions: Actions = {
  saveRetention: action(
    v.object({ days: v.nullable(v.number("guest-days-range")) }),
    ({ app, host }, { days }) => guestData.setGuestRetention(app, host.id, days),
    { done: () => "/dashboard/settings/data?notice=saved#retention" },
  ),
};
