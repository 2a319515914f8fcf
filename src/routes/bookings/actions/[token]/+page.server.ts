import { redirect } from "@sveltejs/kit";
import type { PageServerLoad } from "./$types";

/** Redirects an older address to the guest's page, which says what an unknown link is. */
export const load: PageServerLoad = ({ params }) =>
  redirect(303, `/booking/${encodeURIComponent(params.token)}`);
