import { error } from "@sveltejs/kit";
import { confirmationNow } from "$lib/server/confirmation.ts";
import { lengthInWords, typeView } from "$lib/server/picker/type-view.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { getHostByUsername } from "$lib/server/store/hosts.ts";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import type { PageServerLoad } from "./$types";

// A guest gets no framework: the page is whole without scripts.
export const csr = false;
export const trailingSlash = "ignore";

export const load: PageServerLoad = async ({ locals: { app }, params }) => {
  const words = wordsFor("en");
  const host = await getHostByUsername(app.kv, params.username);
  if (!host) error(404, words.refusals.sentences["not-found"]);
  const all = await listEventTypes(app.kv, host.id);
  const types = all.filter((type) => type.active && !type.hidden && !type.byLinkOnly);
  const confirmations = await confirmationNow(app, host.id, types);
  return {
    title: say(words.booking.list.title, { name: host.name }),
    words: words.booking.list,
    host: { name: host.name, initial: [...host.name][0]?.toUpperCase() ?? "" },
    types: types.map((type, n) => ({
      href: `/calendar/${host.username}/${type.slug}`,
      ...typeView(type, host, type.durations[0]!, confirmations[n]!),
      length: type.durations.map(lengthInWords).join(" · "),
    })),
  };
};
