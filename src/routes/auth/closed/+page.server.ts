import { messages } from "$lib/i18n/messages.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = () => {
  const words = messages("en").dashboard.data.closed;
  return { title: words.title, words };
};
