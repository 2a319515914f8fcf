import { error } from "@sveltejs/kit";
import { format } from "$lib/i18n/format.ts";
import { apiReference as words } from "$lib/i18n/english-only/index.ts";
import { messages } from "$lib/i18n/messages.ts";
import { curlPlace } from "../example-values.ts";
import { receivingView } from "../receiving.ts";
import { operationsOf, tagViews } from "../reference.ts";
import type { PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts.
export const csr = false;

export const load: PageServerLoad = async ({ locals: { app, host }, params }) => {
  const { frame, refusals } = messages("en");
  const found = operationsOf(params.tag, await curlPlace(app, host));
  if (!found) error(404, refusals.sentences["not-found"]);
  return {
    title: format(words.tagTitle, { tag: found.tag }),
    words,
    copy: frame.copy,
    ...found,
    receiving: found.tag === "Webhooks" ? receivingView() : null,
    tags: tagViews(),
  };
};
