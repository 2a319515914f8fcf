import { error, fail, redirect } from "@sveltejs/kit";
import { statusOf } from "$lib/server/http.ts";
import { findType } from "$lib/server/offers.ts";
import { answerForm } from "$lib/server/picker/answer-form.ts";
import { showPicker } from "$lib/server/picker/show.ts";
import { getHostByUsername } from "$lib/server/store/hosts.ts";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals: { app }, params, url }) => {
  const words = wordsFor("en");
  const found = await findType(app, params.username, params.slug);
  if (!found.ok && found.refusal.code === "inactive") {
    const host = await getHostByUsername(app.kv, params.username);
    return {
      title: words.booking.empty.inactive,
      words: words.booking,
      view: null,
      name: host?.name ?? "",
    };
  }
  if (!found.ok) error(404, words.refusals.sentences["not-found"]);
  const { host, type } = found.value;
  return {
    title: say(words.booking.picker.title, { type: type.title, name: host.name }),
    words: words.booking,
    view: await showPicker(app, host, type, url.searchParams),
    name: host.name,
  };
};

export const actions: Actions = {
  default: async ({ locals: { app }, params, request }) => {
    const outcome = await answerForm(
      app,
      { ...params, viaWidget: false },
      await request.formData(),
    );
    if (!outcome.ok) return fail(statusOf[outcome.refusal.code], outcome.answer);
    redirect(303, `/booking/${outcome.value.token}`);
  },
};
