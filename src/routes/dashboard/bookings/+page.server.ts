import { redirect } from "@sveltejs/kit";
import type { PageServerLoad } from "./$types";

/** The list of bookings is the dashboard itself; the query names its tab. */
export const load: PageServerLoad = ({ url }) => redirect(303, `/dashboard${url.search}`);
