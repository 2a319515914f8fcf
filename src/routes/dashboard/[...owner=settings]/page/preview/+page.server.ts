import { hostList, teamList } from "$lib/server/views/picker/event-type-list.ts";
import { ownerBrand } from "$lib/server/branding/brand.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { placeOf } from "../../../place.ts";
import { enteredSettings } from "../page-form.ts";
import type { PageServerLoad } from "./$types";

// Shown in a frame of the form, where nothing is pressed.
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const place = await placeOf(event), { host, team } = place, { app } = event.locals;
  const settings = await enteredSettings(event, place), page = team ?? host;
  const view = team
    ? await teamList(app, team, host.language)
    : await hostList(app, host, host.language, null, settings);
  return {
    title: view.title,
    view,
    brand: ownerBrand({ ...page, path: pagePathOf(page) }, settings),
  };
};
