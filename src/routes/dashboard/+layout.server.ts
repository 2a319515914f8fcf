import { redirect } from "@sveltejs/kit";
import { countKept } from "$lib/server/store/letters.ts";
import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = async ({ locals, url }) => {
  if (!locals.host) {
    redirect(303, `/auth/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
  }
  return {
    waiting: 0,
    letters: await countKept(locals.app.kv, locals.host.id),
    mail: locals.app.sendMail !== null,
  };
};
