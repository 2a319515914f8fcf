import { redirect } from "@sveltejs/kit";
import { shortDate } from "$lib/scheduling/wording.ts";
import { block, unblock } from "$lib/server/blocked.ts";
import { failWith, signedIn } from "$lib/server/http.ts";
import { listBlocked } from "$lib/server/store/blocked.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { Actions, PageServerLoad } from "./$types";

const here = "/dashboard/settings/blocked";

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const words = wordsFor(host.language).dashboard.blocked;
  const query = event.url.searchParams;
  const added = Number(query.get("added") ?? NaN);
  return {
    title: words.title,
    words,
    blocked: (await listBlocked(event.locals.app.kv, host.id)).map(({ entry, at }) => ({
      entry,
      since: shortDate(at, host),
    })),
    added: Number.isInteger(added) ? added : null,
    removed: query.get("removed")?.slice(0, 320) ?? null,
  };
};

export const actions: Actions = {
  add: async (event) => {
    const host = signedIn(event);
    const entries = String((await event.request.formData()).get("entries") ?? "");
    const outcome = await block(event.locals.app, host.id, entries);
    if (!outcome.ok) return failWith(outcome.refusal, { entries }, host.language);
    redirect(303, `${here}?added=${outcome.value.length}`);
  },

  remove: async (event) => {
    const host = signedIn(event);
    const entry = String((await event.request.formData()).get("entry") ?? "");
    const outcome = await unblock(event.locals.app, host.id, entry);
    if (!outcome.ok) return failWith(outcome.refusal, { entries: "" }, host.language);
    redirect(303, `${here}?removed=${encodeURIComponent(outcome.value)}`);
  },
};
