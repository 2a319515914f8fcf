import { speak } from "$lib/server/http/page-language.ts";
import { decisionAction, loadDecisionPage } from "../decision-page.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const page = await loadDecisionPage(locals.app, params.token, "reject", url);
  return { ...page, ...speak(locals, page.language) };
};

export const actions: Actions = { default: decisionAction("reject") };
