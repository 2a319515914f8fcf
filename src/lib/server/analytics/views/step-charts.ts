/** From view to meeting, and what became of requests. */
import type { ChartView } from "$lib/components/dashboard/charts/chart-view.ts";
import { format } from "$lib/i18n/format.ts";
import { drawBars } from "../charts/bars.ts";
import {
  chartView,
  directionFor,
  numberText,
  shareText,
  type ViewContext,
} from "./view-context.ts";

/** How many guests took each step, and which part of the step before that is. */
export function funnelChart(context: ViewContext): ChartView {
  const { figures: { funnel }, query: { choice } } = context;
  const words = context.words.funnel;
  const rows = funnel.map(({ step, count, share }) => ({
    step: words.steps[step],
    count,
    n: numberText(context, count),
    share: shareText(context, share),
    hasShare: share !== null,
  }));
  const whose = choice.source
    ? format(words.textOf, { source: context.words.sources.names[choice.source] })
    : words.text;
  return chartView(context, "funnel", {
    title: words.title,
    text: `${whose} ${words.uncounted}`,
    isEmpty: funnel.every(({ count }) => count === 0),
    drawing: drawBars(
      rows.map(({ step, count, n, share, hasShare }) => ({
        value: count,
        name: step,
        text: hasShare ? `${n} · ${share}` : n,
        tip: format(hasShare ? words.tipShare : words.tip, { step, n, share }),
      })),
      directionFor(context),
    ),
    table: {
      columns: [words.step, words.count, words.share],
      rows: rows.map(({ step, n, share }) => [step, n, share]),
    },
  });
}

/** How requests ended, and what happened to confirmed ones; what never happened stays in the table. */
export function outcomesChart(context: ViewContext): ChartView {
  const { figures: { outcomes } } = context;
  const words = context.words.outcomes;
  const rows = outcomes.map(({ outcome, count, of, share }) => ({
    count,
    name: words.names[outcome],
    n: numberText(context, count),
    part: shareText(context, share),
    share: share === null
      ? shareText(context, null)
      : format(words.shareOf[of], { share: shareText(context, share) }),
  }));
  return chartView(context, "outcomes", {
    title: words.title,
    text: words.text,
    isEmpty: outcomes.every(({ count }) => count === 0),
    drawing: drawBars(
      rows.filter(({ count }) => count > 0).map(({ name, count, n, part, share }) => ({
        value: count,
        name,
        text: `${n} · ${part}`,
        tip: format(words.tip, { outcome: name, n, share }),
      })),
      directionFor(context),
    ),
    table: {
      columns: [words.outcome, words.count, context.words.share],
      rows: rows.map(({ name, n, share }) => [name, n, share]),
    },
  });
}
