import { redirect } from "@sveltejs/kit";
import { issuerSignOut } from "$lib/server/auth/issuer-sign-out.ts";
import { endBrowserSession } from "$lib/server/auth/session-cookie.ts";
import { serviceOf } from "$lib/server/auth/sign-in-services.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ locals, request }) => {
  if (request.method !== "POST") redirect(303, "/");
  const { title, text } = messages(locals.language).identity.signOut;
  const name = serviceOf(locals.app, "oidc")?.name ?? "";
  return { title: format(title, { name }), text: format(text, { name }) };
};

export const actions: Actions = {
  async default(event) {
    const ended = await endBrowserSession(event);
    const address = await issuerSignOut(event.locals.app, ended);
    return address ? { address } : redirect(303, "/");
  },
};
