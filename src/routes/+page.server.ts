import { wordsFor } from "$lib/words/index.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals }) => {
  const words = wordsFor(locals.host?.language ?? "en").landing;
  return { title: words.title, words };
};
