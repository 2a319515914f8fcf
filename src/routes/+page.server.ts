import { anyHost } from "$lib/server/store/hosts.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals }) => {
  const words = messages(locals.language, locals.app).landing;
  const { newcomer, ...rest } = words;
  const isFresh = !await anyHost(locals.app.kv);
  return { title: words.title, words: rest, newcomer: isFresh ? newcomer : null };
};
