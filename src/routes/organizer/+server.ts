import { redirect } from "@sveltejs/kit";

/** Redirects an older address. */
export const GET = () => redirect(303, "/dashboard");
