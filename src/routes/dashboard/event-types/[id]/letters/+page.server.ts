import { error, redirect } from "@sveltejs/kit";
import { wordedLetters } from "$lib/scheduling/own-words.ts";
import { mostReminders } from "$lib/scheduling/reminders.ts";
import { failWith, signedIn } from "$lib/server/http.ts";
import * as reminders from "$lib/server/reminders.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { getLetterWords } from "$lib/server/store/letter-words.ts";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import { rearranged, typedFrom, typedOf, wishOf } from "./typed-reminders.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const { dashboard: { letters: words }, refusals } = wordsFor(host.language);
  const type = await getEventType(app.kv, host.id, event.params.id);
  if (!type) error(404, refusals.sentences["not-found"]);
  const own = await getLetterWords(app.kv, host.id, type.id);
  return {
    title: say(words.title, { title: type.title }),
    words,
    type: { id: type.id, title: type.title },
    typed: typedOf(type),
    most: mostReminders,
    hasServer: app.sendMail !== null,
    letters: wordedLetters.map((which) => ({ which, isOwn: which in own.words })),
    worded: type.reminders.filter(({ id }) => id in own.words).map(({ id }) => id),
    saved: event.url.searchParams.get("said") === "saved",
  };
};

export const actions: Actions = {
  /** Without scripts, too, rows are added and taken away here; nothing is saved. */
  reshape: async (event) => {
    signedIn(event);
    const form = await event.request.formData();
    const typed = typedFrom(form);
    const press = String(form.get("press"));
    const rows = rearranged(typed.rows, press);
    const reached = press === "add" ? `reminder-${rows.length - 1}-amount` : "reminder-add";
    return { told: null, typed: { ...typed, rows }, reached };
  },

  save: async (event) => {
    const host = signedIn(event);
    const form = await event.request.formData();
    const typed = typedFrom(form);
    const wish = wishOf(typed);
    if (!wish.ok) return failWith(wish.refusal, typed, host.language);
    const revision = Number(form.get("over") ?? typed.revision);
    const { id } = event.params;
    const saved = await reminders.set(event.locals.app, host.id, id, revision, wish.value);
    if (!saved.ok) return failWith(saved.refusal, typed, host.language);
    redirect(303, `/dashboard/event-types/${id}/letters?said=saved`);
  },
};
