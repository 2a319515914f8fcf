import { loadDecisionPage, submitDecision } from "../decision-page.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals: { app }, params, url }) =>
  loadDecisionPage(app, params.token, "confirm", url);

export const actions: Actions = {
  default: async ({ locals: { app }, params, request }) =>
    await submitDecision(app, params.token, "confirm", await request.formData()),
};
