import { messages } from "$lib/i18n/messages.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals }) => {
  const words = messages(locals.language).dashboard.data.closed;
  return { title: words.title, words };
};
