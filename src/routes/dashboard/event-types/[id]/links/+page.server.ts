import { loadPrivateLinks, privateLinksActions } from "../../private-links-page.ts";
import { ownPlace } from "../../type-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) =>
  await loadPrivateLinks(event, await ownPlace(event));

export const actions = privateLinksActions(ownPlace);
