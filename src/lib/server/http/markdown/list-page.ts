import { agents } from "$lib/i18n/english-only/index.ts";
import type { EventTypeListView } from "$lib/components/event-type-list-view.ts";
import { format } from "$lib/i18n/format.ts";
import { inlineText, quote } from "./escape.ts";

const words = agents.markdown;

/** The list of the event types of a host or team; `name` is whose. */
export function listMarkdown(baseUrl: string, name: string, view: EventTypeListView): string {
  const described = (text: string) =>
    text.trim() === "" ? [] : [format(words.wrote, { name: inlineText(name) }), quote(text)];
  const types = view.types.flatMap((type) => [
    `### ${inlineText(type.title)}`,
    [type.length, type.place, type.people?.label].filter((fact) => fact != null)
      .map((fact) => inlineText(fact)).join(" · "),
    ...described(type.description),
    `- [${words.typeMarkdown}](${baseUrl}${type.href}.md)\n` +
    `- [${words.typePage}](${baseUrl}${type.href})`,
  ]);
  return [
    `# ${inlineText(view.title)}`,
    ...described(view.description),
    `## ${words.eventTypes}`,
    ...types.length > 0
      ? types
      : [`${inlineText(view.empty.title)}. ${inlineText(view.empty.text)}`],
  ].join("\n\n") + "\n";
}
