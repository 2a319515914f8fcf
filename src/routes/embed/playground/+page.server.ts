import { redirect } from "@sveltejs/kit";
import type { PageServerLoad } from "./$types";

/** Redirects an older address. */
export const load: PageServerLoad = ({ url }) =>
  redirect(303, `/dashboard/event-types/embed${url.search}`);
