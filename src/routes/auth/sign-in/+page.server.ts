import { redirect } from "@sveltejs/kit";
import * as v from "valibot";
import { startSignIn } from "$lib/server/auth/sign-in-flow.ts";
import { openAction } from "$lib/server/http/action.ts";
import { sendSignInLink } from "$lib/server/auth/magic-links.ts";
import { issuerProblem } from "$lib/server/auth/issuer-discovery.ts";
import { serviceKinds, signInServices } from "$lib/server/auth/sign-in-services.ts";
import { isPlainHttp } from "$lib/server/http/forwarded-headers.ts";
import { safeRedirect } from "$lib/server/auth/safe-redirect.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals, request, url }) => {
  const words = messages(locals.language).identity;
  const to = safeRedirect(url.searchParams.get("to"));
  const errorCode = url.searchParams.get("error") ?? "";
  const isKnownError = Object.hasOwn(words.errors, errorCode);
  if (locals.host && !isKnownError) redirect(303, to);
  const services = signInServices(locals.app);
  const issuer = services.find(({ kind }) => kind === "oidc");
  const problem = issuer && await issuerProblem(locals.app);
  const warning = problem === "issuer-down" ? words.signIn.issuerDown : words.errors[problem ?? ""];
  return {
    title: words.signIn.title,
    words: words.signIn,
    to,
    error: isKnownError ? words.errors[errorCode] : null,
    services: services.map(({ kind, name }) => ({ kind, name })),
    warning: issuer && warning && format(warning, { name: issuer.name }),
    mail: locals.app.sendMail !== null,
    secureAddress: isPlainHttp(locals.app, request, url)
      ? `${locals.app.baseUrl}/auth/sign-in?to=${encodeURIComponent(to)}`
      : null,
    isOpen: locals.app.settings.signup === "open",
    isInvited: locals.app.settings.signup === "invited",
  };
};

export const actions: Actions = {
  sendLink: openAction(
    v.object({ email: v.string(), to: v.string() }),
    ({ app, language, event: { locals } }, { email, to }) =>
      sendSignInLink(app, email, locals.client, to, language),
    { shows: ({ email }) => ({ sentTo: email }) },
  ),

  startOidc: openAction(
    v.object({
      service: v.picklist(serviceKinds),
      to: v.pipe(v.string(), v.transform((to) => safeRedirect(to))),
      zone: v.string(),
    }),
    async ({ language, event }, { service, to: redirectTo, zone }) => {
      const intent = { service, redirectTo, linkToHostId: null, zone, language };
      const begun = await startSignIn(event, intent);
      if (!begun.ok) redirect(303, `/auth/sign-in?error=${begun.refusal.detail}`);
      return begun;
    },
    { kept: { email: "" }, shows: (leaving) => leaving },
  ),
};
