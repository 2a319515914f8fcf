import { error, redirect, type ServerLoadEvent } from "@sveltejs/kit";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { formatNumber } from "$lib/i18n/number.ts";
import { countAgain, readCountingAgain } from "$lib/server/analytics/count-again.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { type Place, placeOf } from "../../place.ts";
import { loadAnalytics } from "./analytics-page.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const place = await placeOf(event, "member"), { host, team, header } = place;
  const { calendar, teams } = messages(host.language).dashboard;
  return {
    ...await loadAnalytics(event, place),
    tabs: calendar.tabs,
    teamsWords: teams,
    team: header,
    again: !header || header.isManager ? await countAgainView(event, place) : null,
    link: event.locals.app.baseUrl + pagePathOf(team ?? host),
  };
};

export const actions: Actions = {
  /** Begins to count all bookings anew, and leads back to the page. */
  count: async (event) => {
    const { host, team } = await placeOf(event), { url } = event;
    const begun = await countAgain(event.locals.app, (team ?? host).id);
    const { sentences } = messages(host.language).refusals;
    if (!begun.ok) error(begun.refusal.code === "busy" ? 503 : 404, sentences[begun.refusal.code]);
    redirect(303, `${url.pathname}?${withoutAction(url)}#again-title`);
  },
};

/** How far counting all bookings anew is, and the form that begins it. */
async function countAgainView(
  { locals: { app }, url, depends }: ServerLoadEvent,
  { host, team }: Place,
) {
  depends("progress:counts");
  const words = messages(host.language).dashboard.analytics.again;
  const part = await readCountingAgain(app.kv, (team ?? host).id);
  const number = (n: number) => formatNumber(n, host.language);
  const query = withoutAction(url);
  return {
    title: words.title,
    text: team ? words.teamText : words.text,
    go: words.go,
    /** Said when it has ended while the page is open. */
    done: words.done,
    /** The page's address with what it is asked for. */
    action: `?/count${query.size > 0 ? `&${query}` : ""}`,
    running: part && {
      part,
      text: format(words.running, { done: number(part.done), total: number(part.total) }),
    },
  };
}

/** What the page is asked for. */
function withoutAction(url: URL): URLSearchParams {
  const query = new URLSearchParams(url.searchParams);
  query.delete("/count");
  return query;
}
