import { curlLine } from "$lib/openapi/curl.ts";
import { clientExample } from "$lib/openapi/client-file.ts";
import { format } from "$lib/i18n/format.ts";
import { apiReference as words } from "$lib/i18n/english-only/index.ts";
import { speak } from "$lib/server/http/page-language.ts";
import { generalRefusals, tagViews } from "./reference.ts";
import type { PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts.
export const csr = false;

export const load: PageServerLoad = ({ locals }) => {
  const { app } = locals, english = speak(locals, "en");
  const headers = { Authorization: "Bearer $INVITO_KEY" };
  return {
    ...english,
    title: words.title,
    words,
    copy: english.frame.copy,
    curl: curlLine({ method: "GET", url: `${app.baseUrl}/v0/auth/me`, headers }),
    refusals: generalRefusals(),
    lead: format(words.lead, { host: new URL(app.baseUrl).host }),
    agents: format(words.basics.agentsText, { address: `${app.baseUrl}/mcp` }),
    example: clientExample(app.baseUrl),
    tags: tagViews(),
  };
};
