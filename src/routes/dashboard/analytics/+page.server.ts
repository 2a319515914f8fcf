import { requireHost } from "$lib/server/http/problem-details.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";
import { loadAnalytics } from "./analytics-page.ts";
import { countAgainView, countAndReturn } from "./count-again.ts";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  return {
    ...await loadAnalytics(event, { host, team: null }),
    tabs: messages(host.language).dashboard.calendar.tabs,
    again: await countAgainView(event, { host, team: null }),
    link: `${event.locals.app.baseUrl}/${host.username}`,
  };
};

export const actions: Actions = {
  count: (event) => countAndReturn(event, { host: requireHost(event), team: null }),
};
