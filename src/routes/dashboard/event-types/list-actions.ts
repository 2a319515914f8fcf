import { error, redirect, type RequestEvent } from "@sveltejs/kit";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import { failWith, refusalText } from "$lib/server/http/problem-details.ts";
import type { PlaceOf } from "./type-place.ts";

/** The buttons in a list of event types. */
export const listActions = (placeOf: PlaceOf) => ({
  reorder: async (event: RequestEvent) => {
    const { host, owner, list } = await placeOf(event);
    const form = await event.request.formData();
    const by = form.get("by") === "-1" ? -1 : 1;
    const id = String(form.get("id"));
    const reordered = await eventTypes.reorder(event.locals.app, owner, id, by);
    if (!reordered.ok) return failWith(reordered.refusal, {}, host.language);
    redirect(303, list);
  },

  setActive: async (event: RequestEvent) => {
    const { host, owner, list } = await placeOf(event);
    const form = await event.request.formData();
    const active = form.get("active") === "true";
    const id = String(form.get("id"));
    const set = await eventTypes.setActive(event.locals.app, owner, id, active);
    if (!set.ok) return failWith(set.refusal, {}, host.language);
    redirect(303, list);
  },

  duplicate: async (event: RequestEvent) => {
    const { host, owner, list } = await placeOf(event);
    const form = await event.request.formData();
    const copy = await eventTypes.duplicate(event.locals.app, owner, String(form.get("id")));
    if (!copy.ok) {
      error(statusOf[copy.refusal.code], refusalText(copy.refusal, host.language).sentence);
    }
    redirect(303, `${list}/${copy.value.id}?notice=copied`);
  },
});
