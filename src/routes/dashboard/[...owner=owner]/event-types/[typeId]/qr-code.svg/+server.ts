import { error } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { qrCodeResponse } from "$lib/server/http/qr-code-response.ts";
import { placeOf, requireType } from "../../../../place.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) => {
  const place = await placeOf(event, "member"), { host, team } = place;
  const { slug, privateLinkOnly, onlyForTeams } = await requireType(event, place);
  if (privateLinkOnly || onlyForTeams) {
    error(404, messages(host.language).refusals.sentences["not-found"]);
  }
  return qrCodeResponse(`${event.locals.app.baseUrl}${pagePathOf(team ?? host)}/${slug}`);
};
