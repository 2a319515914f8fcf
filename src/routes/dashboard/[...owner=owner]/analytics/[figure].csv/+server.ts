import { figureCsv } from "$lib/server/http/figure-file.ts";
import { placeOf } from "../../../place.ts";
import { loadFigure } from "../analytics-page.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) =>
  figureCsv(await loadFigure(event, await placeOf(event, "member")));
