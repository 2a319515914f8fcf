import { hostList } from "$lib/server/views/picker/event-type-list.ts";
import { ownerBrand } from "$lib/server/branding/brand.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { enteredSettings } from "../page-form.ts";
import { ownPagePlace } from "../place.ts";
import type { PageServerLoad } from "./$types";

// Shown in a frame of the form, where nothing is pressed.
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const place = ownPagePlace(event);
  const { host } = place;
  const settings = await enteredSettings(event, place);
  const view = await hostList(event.locals.app, host, host.language, null, settings);
  return {
    title: view.title,
    view,
    brand: ownerBrand({ ...host, path: pagePathOf(host) }, settings),
  };
};
