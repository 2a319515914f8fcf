import { accentStyles } from "./accent-colour.ts";

/** How a widget looks in the page around it. */
export interface WidgetLook {
  /** `#rrggbb`; null for our own. */
  accent: string | null;
  /** Of cards, px; null for our own. */
  radius: number | null;
  /** Whether the page around is seen behind it; only with a theme, or its text could be as dark as that page. */
  isTransparent: boolean;
  /** Whether title, host and description are left out. */
  hidesDetails: boolean;
}

/** Query parameters by which a page that embeds a widget says how it looks and who it is. */
export const lookParameters = [
  "theme",
  "parent",
  "accent",
  "radius",
  "transparent",
  "hide-details",
] as const;

const LARGEST_RADIUS = 32;

/** The look that a query names; an invalid parameter counts as missing. */
export function parseWidgetLook(query: URLSearchParams): WidgetLook {
  const accent = `#${query.get("accent")?.replace(/^#/, "").toLowerCase() ?? ""}`;
  const radius = query.get("radius")?.replace(/px$/, "") ?? "";
  return {
    accent: /^#[0-9a-f]{6}$/.test(accent) ? accent : null,
    radius: /^\d{1,2}$/.test(radius) ? Math.min(Number(radius), LARGEST_RADIUS) : null,
    isTransparent: isOn(query, "transparent") && /^(light|dark)$/.test(query.get("theme") ?? ""),
    hidesDetails: isOn(query, "hide-details"),
  };
}

/** A parameter that is there without a value, as an HTML attribute is, is on. */
function isOn(query: URLSearchParams, name: string): boolean {
  return query.has(name) && !/^(0|false|no)$/.test(query.get(name)!);
}

/** The path of the stylesheet for a look; null where nothing differs from our own. */
export function lookPath(
  { accent, radius, isTransparent, hidesDetails }: WidgetLook,
): string | null {
  const query = new URLSearchParams({
    ...(accent ? { accent: accent.slice(1) } : {}),
    ...(radius === null ? {} : { radius: String(radius) }),
    ...(isTransparent ? { transparent: "1", theme: "light" } : {}),
    ...(hidesDetails ? { "hide-details": "1" } : {}),
  });
  return query.size === 0 ? null : `/look.css?${query}`;
}

/** The stylesheet for a look, made of numbers and colours of ours alone. */
export function lookStyles({ accent, radius, isTransparent, hidesDetails }: WidgetLook): string {
  return [
    ...(accent ? [accentStyles(accent)] : []),
    ...(radius === null ? [] : [radiusStyles(radius)]),
    ...(isTransparent ? ["html{background:none}"] : []),
    ...(hidesDetails ? [withoutDetails] : []),
  ].join("\n");
}

function radiusStyles(radius: number): string {
  const [large, medium, small] = [1, 0.625, 0.375].map((part) => `${Math.round(radius * part)}px`);
  return `:root{--radius-large:${large};--radius-medium:${medium};--radius-small:${small}}`;
}

/** What a guest chooses stays: the durations, and the time on the form. */
const withoutDetails = `
.summary>:not(.chosen,nav){display:none!important}
[data-columns=days]>.about:not(:has(nav)){display:none!important}
@container (width>=47.5rem){
[data-columns=days]:not(:has(.about nav)){grid-template-columns:minmax(0,1fr) 15.5rem!important}
[data-columns=days]:not(:has(.about nav))>.month{grid-column:1!important}
[data-columns=days]:not(:has(.about nav))>.picker-times{grid-column:2!important}
}`.trim();
