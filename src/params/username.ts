import type { ParamMatcher } from "@sveltejs/kit";
import { isReserved, isUsername } from "$lib/scheduling/username.ts";

/** Whether the first part of an address may be a host's: the product's own addresses win. */
export const match: ParamMatcher = (name) => isUsername(name) && !isReserved(name);
