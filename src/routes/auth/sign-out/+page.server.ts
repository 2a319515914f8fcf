import { redirect } from "@sveltejs/kit";
import { signOutHere } from "$lib/server/session-cookie.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = () => redirect(303, "/");

export const actions: Actions = {
  async default(event) {
    await signOutHere(event);
    redirect(303, "/");
  },
};
