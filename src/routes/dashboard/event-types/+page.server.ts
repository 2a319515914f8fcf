import { error, redirect } from "@sveltejs/kit";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { failWith, refusalText, requireHost, statusOf } from "$lib/server/http/problem-details.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const words = messages(host.language).dashboard.eventTypes;
  const types = await listEventTypes(app.kv, host.id);
  return {
    title: words.title,
    words,
    notice: event.url.searchParams.get("notice") === "deleted" ? words.feedback.deleted : null,
    types: types.map((type) => ({
      id: type.id,
      title: type.title,
      colour: type.colour,
      durations: type.durations,
      decision: type.decision,
      seats: type.seats,
      active: type.active,
      hidden: type.hidden,
      privateLinkOnly: type.privateLinkOnly,
      onlyForTeams: type.onlyForTeams,
      link: `${app.baseUrl}/calendar/${host.username}/${type.slug}`,
      path: `/calendar/${host.username}/${type.slug}`,
    })),
  };
};

export const actions: Actions = {
  reorder: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const by = form.get("by") === "-1" ? -1 : 1;
    const reordered = await eventTypes.reorder(
      event.locals.app,
      host.id,
      String(form.get("id")),
      by,
    );
    if (!reordered.ok) return failWith(reordered.refusal, {}, host.language);
    redirect(303, "/dashboard/event-types");
  },

  setActive: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const active = form.get("active") === "true";
    const id = String(form.get("id"));
    const set = await eventTypes.setActive(event.locals.app, host.id, id, active);
    if (!set.ok) return failWith(set.refusal, {}, host.language);
    redirect(303, "/dashboard/event-types");
  },

  duplicate: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const copy = await eventTypes.duplicate(event.locals.app, host.id, String(form.get("id")));
    if (!copy.ok) {
      error(statusOf[copy.refusal.code], refusalText(copy.refusal, host.language).sentence);
    }
    redirect(303, `/dashboard/event-types/${copy.value.id}?notice=copied`);
  },
};
