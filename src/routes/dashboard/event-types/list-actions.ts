import * as v from "valibot";
import { Id } from "$lib/scheduling/id.ts";
import { actionBy } from "$lib/server/http/action.ts";
import { error } from "@sveltejs/kit";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import { refusalText } from "$lib/server/http/problem-details.ts";
import type { PlaceOf, TypePlace } from "./type-place.ts";

/** The buttons in a list of event types. */
export function listActions(placeOf: PlaceOf) {
  const inPlace = actionBy(placeOf);
  const toList = { done: (_: unknown, { list }: TypePlace) => list };
  return {
    reorder: inPlace(
      v.object({ id: Id, by: v.picklist([-1, 1]) }),
      ({ app, owner }, { id, by }) => eventTypes.reorder(app, owner, id, by),
      toList,
    ),

    setActive: inPlace(
      v.object({ id: Id, active: v.picklist(["true", "false"]) }),
      ({ app, owner }, { id, active }) => eventTypes.setActive(app, owner, id, active === "true"),
      toList,
    ),

    duplicate: inPlace(
      v.object({ id: Id }),
      async ({ app, owner, host }, { id }) => {
        const copy = await eventTypes.duplicate(app, owner, id);
        if (copy.ok) return copy;
        error(statusOf[copy.refusal.code], refusalText(copy.refusal, host.language).sentence);
      },
      { done: ({ id }, { list }) => `${list}/${id}?notice=copied` },
    ),
  };
}
