import { redirect } from "@sveltejs/kit";
import { beginExchange } from "$lib/server/exchange.ts";
import { failWith } from "$lib/server/http.ts";
import { mailSignIn } from "$lib/server/mailed-links.ts";
import { askIssuer } from "$lib/server/oidc.ts";
import { isPlainHttp } from "$lib/server/passed-on.ts";
import { whereNext } from "$lib/server/where-next.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals, request, url }) => {
  const words = wordsFor("en").identity;
  const to = whereNext(url.searchParams.get("to"));
  const trouble = url.searchParams.get("trouble") ?? "";
  const isTold = Object.hasOwn(words.troubles, trouble);
  if (locals.host && !isTold) redirect(303, to);
  const issuer = await askIssuer(locals.app);
  return {
    title: words.signIn.title,
    words: words.signIn,
    to,
    trouble: isTold ? words.troubles[trouble] : null,
    issuer: issuer && { name: issuer.name, isUp: issuer.isUp },
    mail: locals.app.sendMail !== null,
    secureAddress: isPlainHttp(locals.app, request, url)
      ? `${locals.app.baseUrl}/auth/sign-in?to=${encodeURIComponent(to)}`
      : null,
    isOpen: locals.app.settings.signup === "open",
  };
};

export const actions: Actions = {
  async mail({ request, locals }) {
    const form = await request.formData();
    const email = String(form.get("email") ?? "");
    const to = String(form.get("to") ?? "");
    const mailed = await mailSignIn(locals.app, email, locals.client, to);
    return mailed.ok ? { sentTo: mailed.value.email } : failWith(mailed.refusal, { email });
  },

  async issuer(event) {
    const form = await event.request.formData();
    const begun = await beginExchange(event, {
      to: whereNext(String(form.get("to") ?? "")),
      addTo: null,
      zone: String(form.get("zone") ?? ""),
    });
    if (!begun.ok) redirect(303, `/auth/sign-in?trouble=${begun.refusal.detail}`);
    return { leavingFor: begun.value };
  },
};
