import * as v from "valibot";
import { messages } from "$lib/i18n/messages.ts";
import { originsOf } from "$lib/scheduling/frame-ancestors.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { ProfileChanges } from "$lib/scheduling/profile.ts";
import { changeProfile } from "$lib/server/hosts/change-profile.ts";
import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
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
  default: action(
    v.object({ frameAncestors: v.string(), revision: v.number() }),
    ({ app, host }, { frameAncestors, revision }) => {
      const input = parse(ProfileChanges, { frameAncestors: originsOf(frameAncestors) });
      return input.ok ? changeProfile(app, host.id, input.value, revision) : input;
    },
    { done: () => "/dashboard/event-types/embed/sites?saved" },
  ),
};
