import { redirect } from "@sveltejs/kit";
import * as guestData from "$lib/server/guests/erasure.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
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
  async saveRetention(event) {
    const host = requireHost(event), form = await event.request.formData();
    const days = String(form.get("days") ?? "").trim().slice(0, 10);
    const saved = await guestData.setGuestRetention(
      event.locals.app,
      host.id,
      days === "" ? null : Number(days),
    );
    if (!saved.ok) return failWith(saved.refusal, { days }, host.language);
    redirect(303, "/dashboard/settings/data?notice=saved#retention");
  },
};
