import { lookPath, parseWidgetLook } from "$lib/scheduling/widget-look.ts";
import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = ({ url }) => ({
  look: lookPath(parseWidgetLook(url.searchParams)),
});
