import { loadPreview } from "../../preview-page.ts";
import { ownPlace } from "../../type-place.ts";
import type { PageServerLoad } from "./$types";

// Shown in a frame of the editor, where nothing is pressed.
export const csr = false;

export const load: PageServerLoad = async (event) =>
  await loadPreview(event, await ownPlace(event));
