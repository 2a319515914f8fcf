import { wordsFor } from "$lib/words/index.ts";
import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = ({ locals }) => ({
  frame: wordsFor(locals.host?.language ?? "en").frame,
  viewer: locals.host && { name: locals.host.name, username: locals.host.username },
});
