/** What it takes to read a year of analytics: the page and the API, of a busy host and of one with a hundredth of the bookings. */
import { addDays, dateAt } from "$lib/scheduling/day.ts";
import { figuresFor } from "$lib/server/analytics/figures-for.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import type { RequestEvent } from "@sveltejs/kit";
import { loadAnalytics } from "../../src/routes/dashboard/[...owner=owner]/analytics/analytics-page.ts";
import { sampleDays } from "../support/sample-days.ts";
import { plantDays } from "../support/seeded-analytics.ts";
import { addMemberHost } from "../support/team-town.ts";
import { town } from "../support/town.ts";
import { type Measured, median } from "./bench-table.ts";

const BOOKINGS = 115_000, FEW = 1_150, ROUNDS = 24, WARM_UP = 6;

export async function measureAnalyticsReads(): Promise<Measured[]> {
  const { app, host: busy } = await town();
  const quiet = await addMemberHost(app, "quiet");
  const to = dateAt(app.now(), busy.zone);
  for (const [host, bookings] of [[busy, BOOKINGS], [quiet, FEW]] as const) {
    const typeIds = (await listEventTypes(app.kv, host.id)).map(({ id }) => id);
    await plantDays(app, host.id, sampleDays({ to, days: 730, bookings: 2 * bookings, typeIds }));
  }
  const reads = {
    page: async (host: typeof busy) => {
      const url = new URL("/dashboard/analytics?range=year", app.baseUrl);
      await loadAnalytics({ locals: { app }, url } as unknown as RequestEvent, {
        host,
        team: null,
      });
    },
    API: async (host: typeof busy) => {
      await figuresFor(app, host, { from: addDays(to, -364), to });
    },
  };
  const measured: Measured[] = [];
  for (const [name, read] of Object.entries(reads)) {
    const took = { busy: [] as number[], quiet: [] as number[] };
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      for (const [who, host] of [["busy", busy], ["quiet", quiet]] as const) {
        const began = performance.now();
        await read(host);
        if (round >= 0) took[who].push(performance.now() - began);
      }
    }
    measured.push({
      what: `a year of analytics with ${BOOKINGS} bookings, ${name}`,
      value: median(took.busy),
      unit: "ms",
      baseline: { what: `with ${FEW} bookings`, value: median(took.quiet) },
      aim: { most: 4, of: "ratio" },
    });
  }
  app.kv.close();
  return measured;
}
