import {
  loadPrivateLinks,
  privateLinksActions,
} from "../../../../../event-types/private-links-page.ts";
import { teamPlace } from "../../../../../event-types/type-place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) =>
  await loadPrivateLinks(event, await teamPlace(event));

export const actions = privateLinksActions(teamPlace);
