import { redirect } from "@sveltejs/kit";
import { endBrowserSession } from "$lib/server/auth/session-cookie.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = () => redirect(303, "/");

export const actions: Actions = {
  async default(event) {
    await endBrowserSession(event);
    redirect(303, "/");
  },
};
