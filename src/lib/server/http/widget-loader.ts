import * as v from "valibot";
import { Zone } from "$lib/scheduling/host.ts";
import { parse } from "$lib/scheduling/parse.ts";
import type { App } from "../app.ts";
import { findBookingPage, type PageAddress } from "../event-types/booking-page.ts";
import { problem } from "./problem-details.ts";

const Slug = v.optional(v.pipe(v.string(), v.maxLength(64, "too-long")), "");

/** What the address of the loader names: an event type of a host or a team, and how its widget looks; the rest is ignored. */
export const LoaderParameters = v.object({
  username: Slug,
  teamSlug: Slug,
  eventSlug: Slug,
  theme: v.optional(v.picklist(["light", "dark", "system"], "theme-unknown")),
  timezone: v.optional(Zone),
});

/** Sites may keep the loader for this long, in seconds. */
const KEPT_S = 300;

/** The response to `GET /v0/embed/widget.js`: a script that puts a widget where it stands in a page. */
export async function widgetLoaderResponse(app: App, query: URLSearchParams): Promise<Response> {
  const parameters = parse(LoaderParameters, Object.fromEntries(query));
  if (!parameters.ok) return problem(parameters.refusal);
  const { username, teamSlug, eventSlug: slug, theme, timezone } = parameters.value;
  const address: PageAddress = teamSlug ? { team: teamSlug, slug } : { username, slug };
  const found = await findBookingPage(app, address);
  if (!found.ok && found.refusal.code === "not-found") return problem(found.refusal);
  const script = widgetLoader({
    invito: teamSlug ? `team/${teamSlug}/${slug}` : `${username}/${slug}`,
    ...(theme && theme !== "system" ? { theme } : {}),
    ...(timezone ? { tz: timezone } : {}),
  });
  return new Response(script, {
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": `public, max-age=${KEPT_S}`,
    },
  });
}

/** The script, for an element with these `data-` attributes; it loads `/widget.js` once. */
export function widgetLoader(attributes: Record<string, string>): string {
  return `(function (attributes) {
  var script = document.currentScript;
  var widget = new URL("/widget.js", script.src).href;
  var place = document.createElement("div");
  Object.assign(place.dataset, attributes);
  script.before(place);
  if (window.Invito) return window.Invito.embed(place);
  if (document.querySelector('script[src="' + widget + '"]')) return;
  document.head.appendChild(document.createElement("script")).src = widget;
})(${JSON.stringify(attributes)});
`;
}
