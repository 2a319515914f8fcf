import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { escapeHtml } from "$lib/server/email/layout.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";

export const embedForms = ["inline", "popup", "floating", "email"] as const;

/** What the host chose about a widget; null leaves it to the visitor's browser, or to our own look. */
export interface EmbedOptions {
  form: typeof embedForms[number];
  /** Of the link or button that opens it. */
  text: string;
  theme: "light" | "dark" | null;
  /** IANA name. */
  zone: string | null;
  /** `#rrggbb`. */
  accent: string | null;
  /** Of cards, px. */
  radius: number | null;
  hidesDetails: boolean;
}

/** What is embedded: an event type, or all of a page. */
export interface Embedded {
  page: Host | Team;
  type: Pick<EventType, "slug"> | null;
}

const byVisitor: EmbedOptions = {
  form: "inline",
  text: "",
  theme: null,
  zone: null,
  accent: null,
  radius: null,
  hidesDetails: false,
};

/** The HTML that puts a widget into another website. */
export function embedCode(
  baseUrl: string,
  embedded: Embedded,
  options: EmbedOptions = byVisitor,
): string {
  const { form, text } = options;
  const name = widgetName(embedded);
  const look = Object.entries(lookOf(options)).map(([key, value]) => [`data-${key}`, value]);
  const element = form === "inline"
    ? `<div${attributes([["data-invito", name], ...look])}></div>`
    : `<a${
      attributes([
        ["href", `${baseUrl}/${name}`],
        ["data-invito-popup", name],
        ...(form === "floating" ? [["data-floating", ""]] : []),
        ...look,
      ])
    }>${escapeHtml(text)}</a>`;
  return `${element}\n<script src="${baseUrl}/widget.js" async></script>`;
}

function attributes(pairs: string[][]): string {
  return pairs.map(([name, value]) => value ? ` ${name}="${escapeHtml(value)}"` : ` ${name}`)
    .join("");
}

/** The path of the widget itself. */
export function widgetPath(embedded: Embedded, options: EmbedOptions): string {
  // What the host looks at is not counted as a view.
  const query = new URLSearchParams({ ...lookOf(options), preview: "1" });
  return `/widget/${widgetName(embedded)}?${query}`;
}

/** The parameters that differ from what a widget has without any. */
function lookOf({ theme, zone, accent, radius, hidesDetails }: EmbedOptions) {
  return {
    ...(theme ? { theme } : {}),
    ...(zone ? { tz: zone } : {}),
    ...(accent ? { accent } : {}),
    ...(radius === null ? {} : { radius: String(radius) }),
    ...(hidesDetails ? { "hide-details": "" } : {}),
  };
}

/** `USERNAME/EVENT-TYPE`, or `team/TEAM/EVENT-TYPE`; without an event type where all of a page are meant. */
export function widgetName({ page, type }: Embedded): string {
  const name = pagePathOf(page).replace(/^\/(calendar\/)?/, "");
  return type ? `${name}/${type.slug}` : name;
}
