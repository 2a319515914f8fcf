import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import { formatDurations } from "$lib/i18n/duration.ts";
import { listTypesToBook } from "$lib/server/requests/book-for-guest.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import type { PageServerLoad } from "./$types";

/** The event types that a host can book for a guest. */
export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const words = messages(host.language, event.locals.app).dashboard.book;
  const types = await listTypesToBook(event.locals.app, host.id);
  const notice = event.url.searchParams.get("notice");
  return {
    title: words.title,
    words,
    notice: notice === "booked" || notice === "requested" ? words[notice] : null,
    types: types.map(({ type, team }) => ({
      id: type.id,
      title: type.title,
      colour: type.colour,
      label: format(words.openLabel, { type: type.title }),
      about: [
        formatDurations(type.durations, host.language),
        ...(team ? [team.name] : []),
      ].join(" · "),
    })),
  };
};
