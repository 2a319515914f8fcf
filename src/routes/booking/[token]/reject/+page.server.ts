import { speak } from "$lib/server/http/page-language.ts";
import { loadDecisionPage, submitDecision } from "../decision-page.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const page = await loadDecisionPage(locals.app, params.token, "reject", url);
  return { ...page, ...speak(locals, page.language) };
};

export const actions: Actions = {
  default: async ({ locals: { app }, params, request }) =>
    await submitDecision(app, params.token, "reject", await request.formData()),
};
