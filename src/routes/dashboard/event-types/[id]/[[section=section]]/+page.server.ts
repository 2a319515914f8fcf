import { error } from "@sveltejs/kit";
import { sectionsOf } from "$lib/scheduling/event-type-sections.ts";
import { messages } from "$lib/i18n/messages.ts";
import { editorData } from "../../editor-data.ts";
import { sectionActions, sectionOf } from "../../section-page.ts";
import { ownPlace, requireType } from "../../type-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const place = await ownPlace(event);
  const type = await requireType(event, place);
  const section = sectionOf(event);
  if (!sectionsOf(type).includes(section)) {
    error(404, messages(place.host.language).refusals.sentences["not-found"]);
  }
  return await editorData(event, place, type, section);
};

export const actions = sectionActions(ownPlace);
