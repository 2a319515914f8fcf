/** Everything that has a page: a town, its series and its teams, and the pages of all of it. */
import type { Host } from "$lib/scheduling/host.ts";
import { seedAnalytics } from "./seeded-analytics.ts";
import { pagesOfSeries, type SeededSeries, seedSeries } from "./seeded-series.ts";
import { type SeededTeams, seedTeams } from "./seeded-teams.ts";
import { type SeededTown, seedTown } from "./seeded-town.ts";
import type { TestApp } from "./test-app.ts";
import { pagesOf } from "./town-pages.ts";

/** Each page is asked for by a client of its own: together they are more than one client may ask for in a minute. */
export const behindProxy = { env: { INVITO_TRUSTED_PROXIES: "1" } };

export interface EveryPage {
  town: SeededTown;
  teams: SeededTeams;
  series: SeededSeries;
  /** By their names. */
  pages: Record<string, string>;
}

export async function seedEveryPage(app: TestApp, ada: Host): Promise<EveryPage> {
  const town = await seedTown(app, ada);
  const series = await seedSeries(app, ada, town.date);
  const teams = await seedTeams(app, ada);
  const analytics = await seedAnalytics(app, ada);
  Object.assign(teams.asMember, analytics.asMember);
  const pages = {
    ...pagesOf(town),
    ...pagesOfSeries(series, town.date),
    ...analytics.asOwner,
    ...teams.asOwner,
    ...teams.asMember,
    ...teams.asGuest,
  };
  return { town, teams, series, pages };
}
