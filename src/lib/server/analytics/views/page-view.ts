import type { ChartView } from "$lib/components/charts/chart-view.ts";
import { plural } from "$lib/i18n/format.ts";
import { bookingsChart } from "./bookings-chart.ts";
import { eventTypesChart, sourcesChart, visitorsCharts } from "./origin-charts.ts";
import { funnelChart, outcomesChart } from "./step-charts.ts";
import { summaryView } from "./summary.ts";
import { decisionTimesChart, hoursChart, leadTimesChart } from "./time-charts.ts";
import type { ViewContext } from "./view-context.ts";

/** Every chart of a page, in order; two stand side by side where there is room. */
export interface PageView {
  summary: ReturnType<typeof summaryView>;
  /** Said where not everything is counted yet. */
  uncounted: string | null;
  bookings: ChartView;
  pairs: ChartView[];
  hours: ChartView;
  visitors: { charts: ChartView[]; file: ChartView["file"] };
}

/** The page of a host's or a team's figures. */
export function pageView(context: ViewContext): PageView {
  const { figures: { uncounted }, words, reader } = context;
  const bookings = bookingsChart(context);
  const charts = visitorsCharts(context);
  const visitorsFile = (format: "csv" | "json") =>
    bookings.file![format].replace(`/bookings.${format}`, `/visitors.${format}`);
  return {
    summary: summaryView(context),
    uncounted: uncounted > 0 ? plural(words.uncounted, uncounted, reader.language) : null,
    bookings,
    hours: hoursChart(context),
    pairs: [
      funnelChart(context),
      outcomesChart(context),
      leadTimesChart(context),
      decisionTimesChart(context),
      eventTypesChart(context),
      sourcesChart(context),
    ],
    visitors: { charts, file: { csv: visitorsFile("csv"), json: visitorsFile("json") } },
  };
}
