import { decide, showDecision } from "$lib/server/decision-door.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals: { app }, params, url }) =>
  showDecision(app, params.token, "confirm", url);

export const actions: Actions = {
  default: async ({ locals: { app }, params, request }) =>
    await decide(app, params.token, "confirm", await request.formData()),
};
