import { zoneGroups } from "$lib/scheduling/zones.ts";
import type { LayoutServerLoad } from "./$types";

// Apart from the page's own load, so that the long list comes once and not with every day that is looked at.
export const load: LayoutServerLoad = () => ({ zones: zoneGroups() });
