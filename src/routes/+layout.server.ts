import { messages } from "$lib/i18n/messages.ts";
import { sentAsText } from "$lib/client/unsent.ts";
import { initialOf } from "$lib/server/views/picker/people-view.ts";
import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = ({ locals }) => ({
  language: locals.language,
  origin: locals.app.baseUrl,
  frame: sentAsText(messages(locals.language).frame),
  viewer: locals.host && {
    name: locals.host.name,
    username: locals.host.username,
    initial: initialOf(locals.host.name || locals.host.username),
  },
});
