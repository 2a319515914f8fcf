import { redirect } from "@sveltejs/kit";
import { parse } from "$lib/scheduling/parse.ts";
import * as account from "$lib/server/account.ts";
import { failWith, signedIn } from "$lib/server/http.ts";
import { signOutHere } from "$lib/server/session-cookie.ts";
import { wordsFor } from "$lib/words/index.ts";
import { count, say } from "$lib/words/say.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const { close: words, title } = wordsFor(host.language).dashboard.data;
  const coming = await account.countComing(app, host.id);
  const forms = app.sendMail ? words.coming : words.comingNoMail;
  return {
    title: words.title,
    words,
    back: title,
    coming: coming === 0 ? words.nothingComing : count(forms, coming, host.language),
    anyComing: coming > 0,
    label: say(words.username, { username: host.username }),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const host = signedIn(event), form = await event.request.formData();
    const typed = {
      username: String(form.get("username") ?? "").slice(0, 100),
      message: String(form.get("message") ?? "").slice(0, 2000),
    };
    if (form.get("sure") !== "on") {
      const refusal = { code: "invalid" as const, fields: { sure: "sure-needed" } };
      return failWith(refusal, typed, host.language);
    }
    const wish = parse(account.LeavingWish, typed);
    if (!wish.ok) return failWith(wish.refusal, typed, host.language);
    const closed = await account.close(event.locals.app, host.id, wish.value);
    if (!closed.ok) return failWith(closed.refusal, typed, host.language);
    await signOutHere(event);
    redirect(303, "/auth/closed");
  },
};
