import { error, redirect } from "@sveltejs/kit";
import { OwnWordsWish, placesOf, standardWords } from "$lib/scheduling/own-words.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { failWith, signedIn } from "$lib/server/http.ts";
import { previewOf } from "$lib/server/letter-preview.ts";
import * as letterWords from "$lib/server/letter-words.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { getLetterWords } from "$lib/server/store/letter-words.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const { dashboard: { letters: words }, refusals } = wordsFor(host.language);
  const { id, which } = event.params;
  const type = await getEventType(app.kv, host.id, id);
  const letter = type && letterWords.letterOf(type, which);
  const standard = type && previewOf(app, host, type, which, standardWords);
  if (!type || !letter || !standard) error(404, refusals.sentences["not-found"]);
  const own = await getLetterWords(app.kv, host.id, id);
  const kinds: Record<string, string> = words.letters.kinds;
  const kind = kinds[letter] ?? letter;
  return {
    title: kind,
    words: { ...words.wording, changed: words.reminders },
    kind,
    type: { id, title: type.title },
    which,
    typed: { ...(own.words[which] ?? standardWords), revision: String(own.revision) },
    isOwn: which in own.words,
    standard: standard.subject,
    places: placesOf(letter).map((name) => ({ name, means: words.wording.placeMeanings[name] })),
    said: dids.find((did) => did === event.url.searchParams.get("said")) ?? null,
  };
};

const dids = ["saved", "wasReset"] as const;

export const actions: Actions = {
  /** Shows the letter in the words that are typed; nothing is saved. */
  show: async (event) => {
    signedIn(event);
    return { told: null, typed: typedFrom(await event.request.formData()) };
  },

  save: async (event) => {
    const form = await event.request.formData();
    return await keep(event, typedFrom(form), form, "saved");
  },

  reset: async (event) => {
    const form = await event.request.formData();
    return await keep(event, { ...typedFrom(form), ...standardWords }, form, "wasReset");
  },
};

interface Typed {
  revision: string;
  subject: string;
  text: string;
}

async function keep(
  event: Parameters<Actions[string]>[0],
  typed: Typed,
  form: FormData,
  said: typeof dids[number],
) {
  const host = signedIn(event);
  const wish = parse(OwnWordsWish, typed);
  if (!wish.ok) return failWith(wish.refusal, typed, host.language);
  const revision = Number(form.get("over") ?? typed.revision);
  const { id = "", which = "" } = event.params;
  const kept = await letterWords.set(event.locals.app, host.id, id, which, revision, wish.value);
  if (!kept.ok) return failWith(kept.refusal, typed, host.language);
  redirect(303, `/dashboard/event-types/${id}/letters/${encodeURIComponent(which)}?said=${said}`);
}

function typedFrom(form: FormData): Typed {
  const text = (name: string) => String(form.get(name) ?? "");
  return { revision: text("revision"), subject: text("subject"), text: text("text") };
}
