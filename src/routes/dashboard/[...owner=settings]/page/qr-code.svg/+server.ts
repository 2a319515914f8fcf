import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { qrCodeResponse } from "$lib/server/http/qr-code-response.ts";
import { placeOf } from "../../../place.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) => {
  const { host, team } = await placeOf(event);
  return qrCodeResponse(event.locals.app.baseUrl + pagePathOf(team ?? host));
};
