import { answerApi } from "$lib/server/api/serve.ts";

/** Every operation of the API, in every method. */
export const fallback = answerApi;
