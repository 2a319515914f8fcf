import { requireHost } from "$lib/server/http/problem-details.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { messages } from "$lib/i18n/messages.ts";
import { missingConferences } from "$lib/server/changes/booked-location.ts";
import { typeCard } from "./event-type-card.ts";
import { listActions } from "./list-actions.ts";
import { ownPlace } from "./type-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const words = messages(host.language).dashboard.eventTypes;
  const types = await listEventTypes(app.kv, host.id);
  return {
    title: words.title,
    words,
    notice: event.url.searchParams.get("notice") === "deleted" ? words.feedback.deleted : null,
    types: await Promise.all(types.map(async (type) =>
      typeCard(
        type,
        app.baseUrl,
        pagePathOf(host),
        await missingConferences(app.kv, type.location, [host]),
      )
    )),
  };
};

export const actions = listActions(ownPlace);
