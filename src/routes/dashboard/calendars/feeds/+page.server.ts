import * as v from "valibot";
import * as feeds from "$lib/server/feeds/feeds.ts";
import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
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

const Kind = v.object({ kind: v.picklist(feeds.feedKinds) });

export const actions: Actions = {
  open: action(Kind, ({ app, host }, { kind }) => feeds.openFeed(app, host.id, kind), {
    done: () => `${PAGE}?notice=opened`,
  }),
  close: action(Kind, ({ app, host }, { kind }) => feeds.closeFeed(app, host.id, kind), {
    done: () => `${PAGE}?notice=closed`,
  }),
};
