import { loadPreview } from "../../../../../event-types/preview-page.ts";
import { teamPlace } from "../../../../../event-types/type-place.ts";
import type { PageServerLoad } from "./$types";

// Shown in a frame of the editor, where nothing is pressed.
export const csr = false;

export const load: PageServerLoad = async (event) =>
  await loadPreview(event, await teamPlace(event));
