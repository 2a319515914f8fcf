import { redirect } from "@sveltejs/kit";
import { signInHere } from "$lib/server/session-cookie.ts";
import { enter, look, type Opening } from "$lib/server/sign-in.ts";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import type { Actions, PageServerLoad } from "./$types";

/** Only looks: a scanner that opens links in letters uses nothing up. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const token = url.searchParams.get("token") ?? "";
  const opening = await look(locals.app, token);
  if (!opening.ok) return backToSignIn(opening.refusal.detail);
  const { kind } = opening.value;
  const words = wordsFor("en").identity.verify;
  const places = placesOf(opening.value);
  return {
    title: say(words[kind].title, places),
    text: say(words[kind].text, places),
    button: words[kind].button,
    words: { name: words.name, nameHint: words.nameHint },
    token,
    asksName: kind === "first" || kind === "invitation" || kind === "sign-up",
  };
};

export const actions: Actions = {
  async default(event) {
    const form = await event.request.formData();
    const entered = await enter(event.locals.app, String(form.get("token") ?? ""), {
      name: String(form.get("name") ?? "").trim().slice(0, 120),
      zone: String(form.get("zone") ?? ""),
    });
    if (!entered.ok) return backToSignIn(entered.refusal.detail);
    const { host, way, to } = entered.value;
    if (way) await signInHere(event, host.id, way);
    redirect(303, to);
  },
};

function placesOf(opening: Opening): Record<string, string> {
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

function backToSignIn(trouble = "link-unknown"): never {
  redirect(303, `/auth/sign-in?trouble=${trouble}`);
}
