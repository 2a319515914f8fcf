import { figureCsv } from "$lib/server/http/figure-file.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { loadFigure } from "../analytics-page.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) =>
  figureCsv(await loadFigure(event, { host: requireHost(event), team: null }));
