import { redirect } from "@sveltejs/kit";
import * as v from "valibot";
import type { Language } from "$lib/scheduling/language.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { NewHostName } from "$lib/scheduling/profile.ts";
import { openAction } from "$lib/server/http/action.ts";
import { startBrowserSession } from "$lib/server/auth/session-cookie.ts";
import { type LinkAction, previewLink, useLink } from "$lib/server/auth/sign-in-links.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { Actions, PageServerLoad } from "./$types";

/** A GET changes nothing, so that a scanner that opens links in emails does not use the link up. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const token = url.searchParams.get("token") ?? "";
  if (url.searchParams.has("confirmed")) return confirmedPage(locals.language);
  const opening = await previewLink(locals.app, token);
  if (!opening.ok) return backToSignIn(opening.refusal.detail);
  const { kind } = opening.value;
  const words = messages(locals.language).identity.verify;
  const places = messageValues(opening.value);
  return {
    done: false as const,
    title: format(words[kind].title, places),
    text: format(words[kind].text, places),
    button: words[kind].button,
    words: { name: words.name, nameHint: words.nameHint },
    token,
    asksName: kind === "first" || kind === "invitation" || kind === "sign-up",
  };
};

const Opening = v.object({ token: v.string(), name: NewHostName, zone: v.string() });

export const actions: Actions = {
  default: openAction(
    Opening,
    async ({ app, event, language }, { token, name, zone }) => {
      const entered = await useLink(app, token, { name, zone, language });
      if (!entered.ok) return backToSignIn(entered.refusal.detail);
      const { host, method } = entered.value;
      if (method) await startBrowserSession(event, host.id, method);
      // Whoever reads their email elsewhere than they are signed in has nothing to do here.
      const isSignedIn = method !== null || event.locals.host?.id === host.id;
      return isSignedIn ? entered : accepted({ redirectTo: "/auth/verify?confirmed" });
    },
    { done: ({ redirectTo }) => redirectTo },
  ),
};

function confirmedPage(language: Language) {
  const { confirmed } = messages(language).identity.verify;
  return { ...confirmed, done: true as const };
}

function messageValues(opening: LinkAction): Record<string, string> {
  switch (opening.kind) {
    case "first":
      return {};
    case "invitation":
      return { name: opening.from.name };
    case "sign-up":
      return { email: opening.link.email };
    case "verify-email":
      return { name: opening.host.name, email: opening.link.email };
    default:
      return { name: opening.host.name };
  }
}

function backToSignIn(errorCode = "link-unknown"): never {
  redirect(303, `/auth/sign-in?error=${errorCode}`);
}
