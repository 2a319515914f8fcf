import { anyHost } from "$lib/server/store/hosts.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals }) => {
  const words = wordsFor(locals.host?.language ?? "en").landing;
  const { newcomer, ...rest } = words;
  const isFresh = !await anyHost(locals.app.kv);
  return { title: words.title, words: rest, newcomer: isFresh ? newcomer : null };
};
