import { figureJson } from "$lib/server/http/figure-file.ts";
import { loadFigure } from "../../../../analytics/analytics-page.ts";
import { requireTeam } from "../../../require-team.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async (event) =>
  figureJson(await loadFigure(event, await requireTeam(event)));
