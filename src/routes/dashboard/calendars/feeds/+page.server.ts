import { error, redirect, type RequestEvent } from "@sveltejs/kit";
import * as feeds from "$lib/server/feeds/feeds.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";

const PAGE = "/dashboard/calendars/feeds";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { calendars, frame } = messages(host.language);
  const words = calendars.feeds;
  const addresses = await feeds.feedUrls(event.locals.app, host.id);
  const notice = event.url.searchParams.get("notice") ?? "";
  return {
    title: words.title,
    words,
    copy: frame.copy,
    notice: Object.hasOwn(words.feedback, notice)
      ? words.feedback[notice as keyof typeof words.feedback]
      : null,
    feeds: feeds.feedKinds.map((kind) => ({ kind, ...words.kinds[kind], url: addresses[kind] })),
  };
};

export const actions: Actions = {
  open: (event) => change(event, feeds.openFeed, "opened"),
  close: (event) => change(event, feeds.closeFeed, "closed"),
};

async function change(event: RequestEvent, verb: typeof feeds.openFeed, notice: string) {
  const host = requireHost(event);
  const wanted = (await event.request.formData()).get("kind");
  const kind = feeds.feedKinds.find((each) => each === wanted);
  if (!kind) error(422, messages(host.language).refusals.sentences["invalid"]);
  const done = await verb(event.locals.app, host.id, kind);
  if (!done.ok) return failWith(done.refusal, {}, host.language);
  redirect(303, `${PAGE}?notice=${notice}`);
}
