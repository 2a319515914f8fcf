import { error } from "@sveltejs/kit";
import { confirmationModesNow } from "$lib/server/availability/confirmation.ts";
import { eventTypeView, formatDuration } from "$lib/server/bookings/picker/event-type-view.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { getHostByUsername } from "$lib/server/store/hosts.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts.
export const csr = false;
export const trailingSlash = "ignore";

export const load: PageServerLoad = async ({ locals: { app }, params }) => {
  const words = messages("en");
  const host = await getHostByUsername(app.kv, params.username);
  if (!host) error(404, words.refusals.sentences["not-found"]);
  const all = await listEventTypes(app.kv, host.id);
  const types = all.filter((type) =>
    type.active && !type.hidden && !type.privateLinkOnly && !type.onlyForTeams
  );
  const confirmations = await confirmationModesNow(app, host.id, types);
  return {
    title: format(words.booking.list.title, { name: host.name }),
    words: words.booking.list,
    host: { name: host.name, initial: [...host.name][0]?.toUpperCase() ?? "" },
    types: types.map((type, n) => ({
      href: `/calendar/${host.username}/${type.slug}`,
      ...eventTypeView(type, host, type.durations[0]!, confirmations[n]!),
      length: type.durations.map(formatDuration).join(" · "),
    })),
  };
};
