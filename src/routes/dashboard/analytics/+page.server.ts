import { requireHost } from "$lib/server/http/problem-details.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { PageServerLoad } from "./$types";
import { loadAnalytics } from "./analytics-page.ts";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  return {
    ...await loadAnalytics(event, { host, team: null }),
    tabs: messages(host.language).dashboard.calendar.tabs,
    link: `${event.locals.app.baseUrl}/${host.username}`,
  };
};
