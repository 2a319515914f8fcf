import type { RequestEvent } from "@sveltejs/kit";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { languageOf } from "$lib/scheduling/language.ts";
import { findLinkPicture, loadLinkPicture } from "../views/picker/link-picture.ts";
import type { OwnerAddress } from "../event-types/booking-page.ts";
import { rateLimitKey } from "../runtime/client-address.ts";
import type { RateLimit } from "../runtime/rate-limits.ts";
import { refusalResponse } from "./refusal-response.ts";

/** Pictures that are not drawn yet. */
const perClient: RateLimit = { max: 30, windowMs: MINUTE };
const RETRY_AFTER_S = 10;

/** A file with words of another person: nothing in it runs, wherever it is opened. */
const headers = {
  "content-type": "image/png",
  "content-security-policy": "default-src 'none'; sandbox",
  "cache-control": "public, max-age=31536000, immutable",
};

/**
 * The picture of a booking page under its version; an older version leads to the current one, so that no address makes us
 * draw what no page has.
 */
export async function linkPictureResponse(
  event: RequestEvent,
  address: OwnerAddress & { slug?: string },
): Promise<Response> {
  const { app, client } = event.locals;
  const [, tag = null, version] = /^([a-z]+)-([\w-]+)$/.exec(event.params.file ?? "") ?? [];
  const language = languageOf(tag);
  const planned = language && await findLinkPicture(app, address, language);
  if (!planned) return refusalResponse(event, { code: "not-found" });
  if (version !== planned.version) {
    const location = { location: planned.path, "cache-control": "no-cache" };
    return new Response(null, { status: 302, headers: location });
  }
  const kept = app.linkPictures.kept(planned.version);
  if (kept) return new Response(kept, { headers });
  const retryAfter = app.limits.take("link-picture", rateLimitKey(client), perClient);
  if (retryAfter !== null) return refusalResponse(event, { code: "too-many", retryAfter });
  const drawn = await app.linkPictures.draw(
    planned.version,
    () => loadLinkPicture(app, planned),
  );
  if (drawn && drawn !== "busy") return new Response(drawn, { headers });
  return new Response(null, { status: 503, headers: { "retry-after": String(RETRY_AFTER_S) } });
}
