import { redirect } from "@sveltejs/kit";
import * as guestData from "$lib/server/guest-data.ts";
import { failWith, signedIn } from "$lib/server/http.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => {
  const host = signedIn(event);
  const words = wordsFor(host.language).dashboard.data;
  const { toSettings, title, lead, saved, take, keep, find, leave } = words;
  return {
    title,
    words: { toSettings, title, lead, saved, take, keep, find, leave },
    days: String(host.guestDays ?? ""),
    saved: event.url.searchParams.get("said") === "saved",
  };
};

export const actions: Actions = {
  async keep(event) {
    const host = signedIn(event), form = await event.request.formData();
    const days = String(form.get("days") ?? "").trim().slice(0, 10);
    const kept = await guestData.keepFor(
      event.locals.app,
      host.id,
      days === "" ? null : Number(days),
    );
    if (!kept.ok) return failWith(kept.refusal, { days }, host.language);
    redirect(303, "/dashboard/settings/data?said=saved#keep");
  },
};
