import { messages } from "$lib/i18n/messages.ts";
import { closedHere } from "$lib/server/auth/closure-cookie.ts";
import { readClosureProgress } from "$lib/server/hosts/closure-progress.ts";
import { closureView } from "./closure-view.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { app, language } = event.locals;
  const words = messages(language).dashboard.data.closed;
  const closed = await closedHere(event);
  const progress = closed && await readClosureProgress(app, closed.hostId);
  const view = closed && progress && closureView(progress, closed.upcoming, language, app.now());
  const isErased = progress?.phase === "erased";
  return {
    title: isErased ? words.erased : words.title,
    text: isErased ? words.erasedText : words.text,
    progress: isErased ? null : view,
    label: words.progress.label,
  };
};
