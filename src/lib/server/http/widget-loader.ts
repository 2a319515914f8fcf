import { accepted, type Outcome } from "$lib/scheduling/outcome.ts";
import type { LoaderParameters } from "$lib/scheduling/widget-loader.ts";
import type { App } from "../app.ts";
import { findBookingPage, type PageAddress } from "../event-types/booking-page.ts";

/** Sites may keep the loader for this long, in seconds. */
const KEPT_S = 300;

/** The script that puts a widget where it stands in a page; "not-found" where there is no such event type. */
export async function widgetLoaderFile(
  app: App,
  { username, teamSlug, eventSlug: slug, theme, timezone }: LoaderParameters,
): Promise<Outcome<Response>> {
  const address: PageAddress = teamSlug ? { team: teamSlug, slug } : { username, slug };
  const found = await findBookingPage(app, address);
  if (!found.ok && found.refusal.code === "not-found") return found;
  const script = widgetLoader({
    invito: teamSlug ? `team/${teamSlug}/${slug}` : `${username}/${slug}`,
    ...(theme && theme !== "system" ? { theme } : {}),
    ...(timezone ? { tz: timezone } : {}),
  });
  return accepted(
    new Response(script, {
      headers: {
        "content-type": "text/javascript; charset=utf-8",
        "cache-control": `public, max-age=${KEPT_S}`,
      },
    }),
  );
}

/** The script, for an element with these `data-` attributes; it loads `/widget.js` once. */
function widgetLoader(attributes: Record<string, string>): string {
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
