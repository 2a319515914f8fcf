import { sentAsText } from "$lib/client/unsent.ts";
import { spokenFrame } from "$lib/server/http/page-language.ts";
import { initialOf } from "$lib/server/views/picker/people-view.ts";
import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = ({ locals }) => {
  const spoken = spokenFrame(locals, locals.language);
  return {
    ...spoken,
    frame: sentAsText(spoken.frame),
    origin: locals.app.baseUrl,
    viewer: locals.host && {
      name: locals.host.name,
      username: locals.host.username,
      initial: initialOf(locals.host.name || locals.host.username),
    },
  };
};
