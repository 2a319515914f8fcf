import { redirect } from "@sveltejs/kit";

/** The address that older links carry. */
export const GET = () => redirect(303, "/dashboard");
