import { error } from "@sveltejs/kit";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import type { App } from "../app.ts";
import { findType } from "../offers.ts";
import { getHostByUsername } from "../store/hosts.ts";
import { showPicker } from "./show.ts";

/** What a picker's page loads, on the main site and in the widget: `view` is null for a type that is switched off. */
export async function pickerPage(
  app: App,
  place: { username: string; slug: string },
  query: URLSearchParams,
) {
  const { booking: words, refusals } = wordsFor("en");
  const found = await findType(app, place.username, place.slug);
  if (!found.ok && found.refusal.code === "inactive") {
    const name = (await getHostByUsername(app.kv, place.username))?.name ?? "";
    return { title: words.empty.inactive, words, view: null, name };
  }
  if (!found.ok) error(404, refusals.sentences["not-found"]);
  const { host, type } = found.value;
  return {
    title: say(words.picker.title, { type: type.title, name: host.name }),
    words,
    view: await showPicker(app, host, type, query),
    name: host.name,
  };
}
