import { allOperations } from "$lib/server/api/nouns.ts";

/** Every operation of the API, all loaded. */
export const operations = await allOperations();
