import { wordsFor } from "$lib/words/index.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = () => {
  const words = wordsFor("en").dashboard.data.closed;
  return { title: words.title, words };
};
