import { error, redirect, type RequestEvent } from "@sveltejs/kit";
import * as feeds from "$lib/server/feeds.ts";
import { failWith, signedIn } from "$lib/server/http.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { Actions, PageServerLoad } from "./$types";

const PAGE = "/dashboard/calendars/feeds";

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const { calendars, frame } = wordsFor(host.language);
  const words = calendars.feeds;
  const addresses = await feeds.addressesOf(event.locals.app, host.id);
  const said = event.url.searchParams.get("said") ?? "";
  return {
    title: words.title,
    words,
    copy: frame.copy,
    said: Object.hasOwn(words.said, said) ? words.said[said as keyof typeof words.said] : null,
    feeds: feeds.feedKinds.map((kind) => ({ kind, ...words.kinds[kind], url: addresses[kind] })),
  };
};

export const actions: Actions = {
  open: (event) => change(event, feeds.open, "opened"),
  close: (event) => change(event, feeds.close, "closed"),
};

async function change(event: RequestEvent, verb: typeof feeds.open, said: string) {
  const host = signedIn(event);
  const wanted = (await event.request.formData()).get("kind");
  const kind = feeds.feedKinds.find((each) => each === wanted);
  if (!kind) error(422, wordsFor(host.language).refusals.sentences["invalid"]);
  const done = await verb(event.locals.app, host.id, kind);
  if (!done.ok) return failWith(done.refusal, {}, host.language);
  redirect(303, `${PAGE}?said=${said}`);
}
