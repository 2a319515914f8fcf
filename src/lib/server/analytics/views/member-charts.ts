/** Who of a team is booked beside what the weights give, and who could be. */
import type { ChartView } from "$lib/components/dashboard/charts/chart-view.ts";
import { format } from "$lib/i18n/format.ts";
import { isolate } from "$lib/i18n/isolate.ts";
import { inLine, labelled } from "$lib/i18n/label.ts";
import type { Messages } from "$lib/i18n/messages.ts";
import { skipReasons } from "$lib/scheduling/rotation-decisions.ts";
import { drawBars } from "../charts/bars.ts";
import type { TeamShares } from "../member-rows.ts";
import type { MemberStarts } from "../member-starts.ts";
import {
  chartView,
  directionFor,
  numberText,
  shareText,
  type ViewContext,
} from "./view-context.ts";

interface Members {
  shares: TeamShares;
  starts: MemberStarts[];
  all: Messages["dashboard"];
}

/** For each round robin a chart of its bookings by member, one of whom its rotation chose or skipped, and one of the start times that each could take. */
export function membersCharts(
  context: ViewContext,
  { shares, starts, all }: Members,
): ChartView[] {
  const { typeId } = context.query.choice;
  return shares.eventTypes.filter(({ id }) => typeId === null || id === typeId).flatMap(
    (type, n) => {
      const of = starts.find((each) => each.typeId === type.id);
      return [
        sharesChart(context, type, n),
        decidedChart(context, type),
        ...of ? [startsChart(context, of, all)] : [],
      ];
    },
  );
}

function sharesChart(
  context: ViewContext,
  type: TeamShares["eventTypes"][number],
  n: number,
): ChartView {
  const words = context.words.team;
  const rows = type.members.map(({ name, booked, share, expectedShare }) => ({
    name: name ?? words.unnamed,
    booked,
    expected: expectedShare * type.booked,
    texts: [
      numberText(context, booked),
      shareText(context, share),
      shareText(context, expectedShare),
    ],
  }));
  const others = { name: words.gone, booked: type.bookedByOthers, expected: 0 };
  const gone = type.bookedByOthers === 0 ? [] : [{
    ...others,
    texts: [
      numberText(context, others.booked),
      shareText(context, others.booked / type.booked),
      shareText(context, null),
    ],
  }];
  const everybody = [...rows, ...gone];
  return chartView(context, "members", {
    id: n === 0 ? "members" : `members-${type.id}`,
    title: labelled(words.title, isolate(type.title, words.title), context.reader.language),
    text: words.text,
    isEmpty: type.booked === 0,
    drawing: drawBars(
      everybody.map(({ name, booked, expected, texts: [count = "", share = "", weight = ""] }) => ({
        value: booked,
        mark: expected,
        name,
        text: `${count} · ${share}`,
        tip: format(words.tip, { name, n: count, share, expected: weight }),
      })),
      directionFor(context),
    ),
    legend: { main: words.bar, other: words.weight },
    table: {
      columns: [words.member, words.bar, context.words.share, words.weight],
      rows: everybody.map(({ name, texts }) => [name, ...texts]),
    },
  });
}

function decidedChart(context: ViewContext, type: TeamShares["eventTypes"][number]): ChartView {
  const { unnamed, member, decided: words, skipped: { reason } } = context.words.team;
  const { language } = context.reader;
  const rows = type.members.map(({ name, chosen, skipped }) => {
    const passed = skipReasons.filter((each) => skipped[each] > 0)
      .toSorted((one, other) => skipped[other] - skipped[one]);
    const times = chosen + passed.reduce((sum, each) => sum + skipped[each], 0);
    const texts = passed.map((each) =>
      format(reason, { code: words.reasons[each], n: numberText(context, skipped[each]) })
    );
    return {
      name: name ?? unnamed,
      chosen,
      times,
      n: numberText(context, chosen),
      all: numberText(context, times),
      reasons: inLine(texts, language),
    };
  });
  return chartView(context, "members", {
    id: `decided-${type.id}`,
    title: labelled(words.title, isolate(type.title, words.title), language),
    text: words.text,
    isEmpty: rows.every(({ times }) => times === 0),
    none: words.none,
    drawing: drawBars(
      rows.map(({ name, chosen, times, n, all, reasons }) => ({
        value: chosen,
        mark: times,
        name,
        text: shareText(context, times === 0 ? null : chosen / times),
        tip: [format(words.tip, { name, n, all }), reasons].filter(Boolean).join(" · "),
      })),
      directionFor(context),
    ),
    legend: { main: words.chosen, other: words.times },
    table: {
      columns: [member, words.chosen, words.times, words.why],
      rows: rows.map(({ name, n, all, reasons }) => [name, n, all, reasons]),
    },
  });
}

function startsChart(
  context: ViewContext,
  { typeId, title, starts, members }: MemberStarts,
  { troubleshoot, teamTypes }: Members["all"],
): ChartView {
  const words = context.words.team.skipped;
  const codes: Record<string, string> = {
    ...troubleshoot.codes,
    ...teamTypes.troubleshoot.codes,
  };
  const rows = members.map(({ name, free, reasons }) => ({
    name: name ?? context.words.team.unnamed,
    free,
    n: numberText(context, free),
    reasons: inLine(
      Object.entries(reasons).toSorted(([, one], [, other]) => other - one)
        .map(([code, n]) =>
          format(words.reason, { code: codes[code] ?? code, n: numberText(context, n) })
        ),
      context.reader.language,
    ),
  }));
  const all = numberText(context, starts);
  return chartView(context, "members", {
    id: `starts-${typeId}`,
    title: labelled(words.title, isolate(title, words.title), context.reader.language),
    text: words.text,
    isEmpty: starts === 0,
    drawing: drawBars(
      rows.map(({ name, free, n, reasons }) => ({
        value: free,
        mark: starts,
        name,
        text: shareText(context, starts === 0 ? null : free / starts),
        tip: [format(words.tip, { name, n, all }), reasons].filter(Boolean).join(" · "),
      })),
      directionFor(context),
    ),
    table: {
      columns: [context.words.team.member, words.free, words.reasons],
      rows: rows.map(({ name, n, reasons }) => [name, n, reasons]),
    },
  });
}
