import { redirect } from "@sveltejs/kit";
import type { PageServerLoad } from "./$types";

/** Redirects an older address. */
export const load: PageServerLoad = () => redirect(303, "/dashboard/settings");
