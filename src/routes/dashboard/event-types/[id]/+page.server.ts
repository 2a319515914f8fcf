import { error, redirect } from "@sveltejs/kit";
import type { EventType } from "$lib/scheduling/event-type.ts";
import * as eventTypes from "$lib/server/event-types.ts";
import { failWith, signedIn, statusOf, told } from "$lib/server/http.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { type Words, wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import { reshape } from "../reshape.ts";
import { typedFrom, typedOf, wishOf } from "../typed.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const all = wordsFor(host.language);
  const words = all.dashboard.eventTypes;
  const type = await getEventType(app.kv, host.id, event.params.id);
  if (!type) error(404, all.refusals.sentences["not-found"]);
  const schedules = await listSchedules(app.kv, host.id);
  const path = `/calendar/${host.username}/${type.slug}`;
  return {
    title: type.title,
    words,
    letters: {
      short: all.dashboard.letters.short,
      lead: all.dashboard.letters.lead,
      open: all.dashboard.letters.open,
    },
    said: whatIsSaid(words, event.url.searchParams.get("said"), type),
    id: type.id,
    typed: typedOf(type),
    prefix: `${new URL(app.baseUrl).host}/calendar/${host.username}/`,
    mail: app.sendMail !== null,
    schedules: schedules.map(({ id, name }) => ({ id, name })),
    byLinkOnly: type.byLinkOnly,
    link: app.baseUrl + path,
    path,
    embed: embedCode(app.baseUrl, `${host.username}/${type.slug}`),
  };
};

export const actions: Actions = {
  reshape,

  save: async (event) => {
    const host = signedIn(event);
    const form = await event.request.formData();
    const typed = typedFrom(form);
    const wish = wishOf(typed);
    if (!wish.ok) return failWith(wish.refusal, typed, host.language);
    const revision = Number(form.get("over") ?? typed.revision);
    const { id } = event.params;
    const saved = await eventTypes.edit(event.locals.app, host.id, id, revision, wish.value);
    if (!saved.ok) return failWith(saved.refusal, typed, host.language);
    redirect(303, `/dashboard/event-types/${id}?said=saved`);
  },

  remove: async (event) => {
    const host = signedIn(event);
    const gone = await eventTypes.remove(event.locals.app, host.id, event.params.id);
    if (!gone.ok) error(statusOf[gone.refusal.code], told(gone.refusal, host.language).sentence);
    redirect(303, "/dashboard/event-types?said=deleted");
  },
};

function whatIsSaid(
  words: Words["dashboard"]["eventTypes"],
  said: string | null,
  type: EventType,
): string | null {
  if (said === "created") return say(words.said[createdAs(type)], { title: type.title });
  return said === "saved" ? words.said.saved : said === "copied" ? words.said.copied : null;
}

/** By whom a new type can be booked, in a word. */
function createdAs({ active, byLinkOnly }: EventType) {
  if (!active) return "createdOff";
  return byLinkOnly ? "createdPrivate" : "created";
}

function embedCode(baseUrl: string, page: string): string {
  return `<div data-invito="${page}"></div>\n<script src="${baseUrl}/widget.js" async></script>`;
}
