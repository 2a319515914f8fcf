import { teamList } from "$lib/server/views/picker/event-type-list.ts";
import { ownerBrand } from "$lib/server/branding/brand.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { enteredSettings } from "../../../../settings/page/page-form.ts";
import { teamPagePlace } from "../place.ts";
import type { PageServerLoad } from "./$types";

// Shown in a frame of the form, where nothing is pressed.
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const place = await teamPagePlace(event);
  const { team, host } = place;
  const settings = await enteredSettings(event, place);
  const view = await teamList(event.locals.app, team, host.language);
  return {
    title: view.title,
    view,
    brand: ownerBrand({ ...team, path: pagePathOf(team) }, settings),
  };
};
