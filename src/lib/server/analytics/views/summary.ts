import { formatDate } from "$lib/i18n/date-time.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { shareOf } from "$lib/scheduling/figures/choice.ts";
import type { FunnelStep } from "$lib/scheduling/figures/funnel.ts";
import { datesBefore } from "$lib/scheduling/figures/periods.ts";
import { numberText, shareText, type ViewContext } from "./view-context.ts";

/** A figure in large type, and what it is compared with. */
export interface KeyFigure {
  name: string;
  value: string;
  text: string;
}

/** What a page says before its charts. */
export interface SummaryView {
  sentence: string;
  figures: KeyFigure[];
  compared: string;
}

/** "24 bookings in the last 30 days, 6 more than before.", and four figures. */
export function summaryView(context: ViewContext): SummaryView {
  const { figures: { totals, funnel, outcomes }, query, reader } = context;
  const words = context.words.summary;
  const { requested, before } = totals;
  const dateText = (date: string) => formatDate(date, reader);
  const countOf = (step: FunnelStep) => funnel.find((each) => each.step === step)?.count ?? null;
  const views = countOf("view"), ofPages = countOf("requested");
  const confirmed = outcomes.find(({ outcome }) => outcome === "confirmed")!;
  const change = requested === before ? words.same : requested > before ? words.more : words.fewer;
  const compared = datesBefore(query.dates);
  return {
    sentence: format(words.sentence, {
      bookings: plural(words.bookings, requested, reader.language, {
        n: numberText(context, requested),
      }),
      period: format(words.periods[query.range], {
        from: dateText(query.dates.from),
        to: dateText(query.dates.to),
      }),
      change: format(change, { n: numberText(context, Math.abs(requested - before)) }),
    }),
    figures: [
      {
        name: words.requested,
        value: numberText(context, requested),
        text: format(words.before, { n: numberText(context, before) }),
      },
      {
        name: words.views,
        value: numberText(context, views),
        text: shareLine(context, words.ofViews, shareOf(ofPages, views)),
      },
      {
        name: words.confirmed,
        value: numberText(context, confirmed.count),
        text: shareLine(context, words.ofRequested, confirmed.share),
      },
    ],
    compared: format(words.compared, { from: dateText(compared.from), to: dateText(compared.to) }),
  };
}

function shareLine(context: ViewContext, text: string, share: number | null): string {
  return share === null ? "" : format(text, { share: shareText(context, share) });
}
