import { redirect } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import { originsOf } from "$lib/scheduling/frame-ancestors.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { ProfileChanges } from "$lib/scheduling/profile.ts";
import { changeProfile } from "$lib/server/hosts/change-profile.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = (event) => {
  const { language, frameAncestors, revision } = requireHost(event);
  const words = messages(language).dashboard.embed.sites;
  return {
    title: words.title,
    words,
    sites: frameAncestors.join("\n"),
    revision,
    saved: event.url.searchParams.has("saved"),
  };
};

export const actions: Actions = {
  async default(event) {
    const host = requireHost(event), form = await event.request.formData();
    const values = { frameAncestors: String(form.get("frameAncestors") ?? "").slice(0, 5000) };
    const input = parse(ProfileChanges, { frameAncestors: originsOf(values.frameAncestors) });
    if (!input.ok) return failWith(input.refusal, values, host.language);
    const revision = Number(form.get("revision"));
    const saved = await changeProfile(event.locals.app, host.id, input.value, revision);
    if (!saved.ok) return failWith(saved.refusal, values, host.language);
    redirect(303, "/dashboard/event-types/embed/sites?saved");
  },
};
