import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { tagViews } from "./reference.ts";
import type { PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts.
export const csr = false;

export const load: PageServerLoad = ({ locals: { app } }) => {
  const words = messages("en").apiReference;
  return {
    title: words.title,
    words,
    lead: format(words.lead, { host: new URL(app.baseUrl).host }),
    agents: format(words.basics.agentsText, { address: `${app.baseUrl}/mcp` }),
    tags: tagViews(),
  };
};
