import { redirect } from "@sveltejs/kit";
import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = ({ locals, url }) => {
  if (!locals.host) {
    redirect(303, `/auth/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
  }
  return { waiting: 0, letters: 0, mail: locals.app.sendMail !== null };
};
