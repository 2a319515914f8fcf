import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";

/** What the host chose about a widget; null leaves it to the visitor's browser. */
export interface EmbedOptions {
  theme: "light" | "dark" | null;
  /** IANA name. */
  zone: string | null;
}

const byVisitor: EmbedOptions = { theme: null, zone: null };

/** The HTML that puts the widget of an event type into another website. */
export function embedCode(
  baseUrl: string,
  page: Host | Team,
  type: Pick<EventType, "slug">,
  { theme, zone }: EmbedOptions = byVisitor,
): string {
  const attributes = [
    `data-invito="${widgetName(page, type)}"`,
    ...(theme ? [`data-theme="${theme}"`] : []),
    ...(zone ? [`data-tz="${zone}"`] : []),
  ];
  return `<div ${attributes.join(" ")}></div>\n<script src="${baseUrl}/widget.js" async></script>`;
}

/** The path of the widget itself. */
export function widgetPath(
  page: Host | Team,
  type: Pick<EventType, "slug">,
  { theme, zone }: EmbedOptions,
): string {
  const query = new URLSearchParams({
    ...(theme ? { theme } : {}),
    ...(zone ? { tz: zone } : {}),
    // What the host looks at is not counted as a view.
    preview: "1",
  });
  return `/widget/${widgetName(page, type)}?${query}`;
}

/** `USERNAME/EVENT-TYPE`, or `team/TEAM/EVENT-TYPE`. */
function widgetName(page: Host | Team, { slug }: Pick<EventType, "slug">): string {
  return `${pagePathOf(page).replace(/^\/(calendar\/)?/, "")}/${slug}`;
}
