import { format } from "$lib/i18n/format.ts";
import { agents } from "$lib/i18n/english-only/index.ts";

const words = agents.llms;

/** `/llms.txt` (llmstxt.org): what this installation is, and where programs and agents find its pages and interfaces. */
export function llmsText(baseUrl: string): string {
  const link = (label: string, path: string, text: string) =>
    `- [${label}](${baseUrl}${path})${text ? `: ${text}` : ""}`;
  return [
    `# ${format(words.title, { host: new URL(baseUrl).host })}`,
    `> ${words.summary}`,
    `${words.times} ${words.untrusted}`,
    `## ${words.pages}`,
    [
      link(words.host, "/{username}.md", words.hostText),
      link(words.type, "/{username}/{eventSlug}.md", words.typeText),
      link(words.team, "/team/{team}.md", words.teamText),
      link(words.teamType, "/team/{team}/{eventSlug}.md", ""),
    ].join("\n"),
    `## ${words.api}`,
    [
      link(words.docs, "/docs/api", words.docsText),
      link(words.openapi, "/v0/openapi.json", words.openapiText),
      link(words.mcp, "/mcp", words.mcpText),
      link(words.catalog, "/.well-known/api-catalog", words.catalogText),
    ].join("\n"),
  ].join("\n\n") + "\n";
}
