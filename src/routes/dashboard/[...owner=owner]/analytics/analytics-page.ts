import { error, redirect, type RequestEvent } from "@sveltejs/kit";
import { countedSources } from "$lib/scheduling/counted-days.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { firstWeekday } from "$lib/i18n/first-weekday.ts";
import { messages } from "$lib/i18n/messages.ts";
import { enteredDate } from "$lib/i18n/entered-date.ts";
import { formatZone } from "$lib/i18n/date-time.ts";
import { format } from "$lib/i18n/format.ts";
import {
  type AnalyticsQuery,
  analyticsQuery,
  dateRanges,
} from "$lib/server/analytics/analytics-query.ts";
import { hasFigures, readFigures } from "$lib/server/analytics/read-figures.ts";
import {
  figureNames,
  membersFigure,
  rowsOfFigure,
  wantedFigure,
  wantedRows,
} from "$lib/server/analytics/figure-rows.ts";
import { memberRows } from "$lib/server/analytics/member-rows.ts";
import { readMemberStarts } from "$lib/server/analytics/member-starts.ts";
import { readTeamShares } from "$lib/server/analytics/team-shares.ts";
import { pageView } from "$lib/server/analytics/views/page-view.ts";
import { membersCharts } from "$lib/server/analytics/views/member-charts.ts";
import type { ViewContext } from "$lib/server/analytics/views/view-context.ts";
import { wantedView } from "$lib/server/analytics/views/wanted-view.ts";
import { readWanted } from "$lib/server/analytics/wanted/read-wanted.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { listTeamsOf } from "$lib/server/store/teams.ts";

/** Whose figures a page shows: the signed-in host's, or those of one of their teams. */
interface Asked {
  host: Host;
  team: Team | null;
}

/** What a page of analytics shows; `view` is null where nothing was ever counted. */
export async function loadAnalytics(event: RequestEvent, { host, team }: Asked) {
  const { app } = event.locals;
  await leadToOwner(event, { host, team });
  const all = messages(host.language);
  const words = all.dashboard.analytics, from = weekdayFor(event, host);
  const { owner, query, types, titles } = await readAsked(event, { host, team });
  const wanted = await readWanted(app, owner.id, query.dates, query.choice.typeId);
  const isEmpty = wanted.total === 0 && !await hasFigures(app, owner.id, query.today);
  const context = async (): Promise<ViewContext> => ({
    figures: await readFigures(app, owner.id, { ...query, firstWeekday: from }),
    from,
    query,
    words,
    reader: { zone: owner.zone, language: host.language, hourCycle: host.hourCycle },
    titles,
    base: event.url.pathname.replace(/\/$/, ""),
  });
  const fieldErrors: Record<string, string> = all.refusals.fields;
  return {
    title: words.title,
    words,
    lead: format(words.lead, { zone: formatZone(owner.zone) }),
    filter: {
      of: team?.id ?? "",
      owners: (await listTeamsOf(app.kv, host.id))
        .map((each) => ({ id: each.team.id, name: each.team.name })),
      range: query.range,
      ranges: dateRanges,
      dates: query.range === "own" ? query.entered : query.dates,
      errors: Object.fromEntries(
        Object.entries(query.errors).map(([field, code]) => [field, fieldErrors[code] ?? code]),
      ),
      type: query.choice.typeId,
      types: types.map(({ id, title }) => ({ id, title })),
      source: query.choice.source,
      sources: countedSources,
      unit: query.unit,
    },
    view: isEmpty ? null : await viewOf(await context()),
  };

  async function viewOf(context: ViewContext) {
    const page = { ...pageView(context), wanted: wantedView(context, wanted, team?.id ?? null) };
    if (!team) return { ...page, members: [] };
    const shares = await readTeamShares(app, team.id, rangeOf(query, team));
    const starts = await readMemberStarts(app, types, query.choice.typeId);
    const members = membersCharts(context, { shares, starts, all: all.dashboard });
    return { ...page, members };
  }
}

/** One figure as rows, by its name in the address. */
export async function loadFigure(event: RequestEvent, asked: Asked) {
  const { figure } = event.params;
  const name = figureNames.find((each) => each === figure);
  const sentences = messages(asked.host.language).refusals.sentences;
  const isMembers = figure === membersFigure && asked.team !== null;
  if (!name && !isMembers && figure !== wantedFigure) error(404, sentences["not-found"]);
  const { owner, query, titles } = await readAsked(event, asked);
  if (Object.keys(query.errors).length > 0) error(422, sentences.invalid);
  if (figure === wantedFigure) {
    const { dates, choice } = query;
    const { slots } = await readWanted(event.locals.app, owner.id, dates, choice.typeId);
    return { name: wantedFigure, rows: wantedRows(slots), dates };
  }
  if (!name) {
    const shares = await readTeamShares(event.locals.app, owner.id, rangeOf(query, owner));
    return {
      name: membersFigure,
      rows: memberRows(shares, query.choice.typeId),
      dates: query.dates,
    };
  }
  const figures = await readFigures(
    event.locals.app,
    owner.id,
    { ...query, firstWeekday: weekdayFor(event, asked.host) },
  );
  return { name, rows: rowsOfFigure(name, figures, titles), dates: query.dates };
}

/** The query of a page; 404 for an event type of somebody else. */
async function readAsked({ locals: { app }, url }: RequestEvent, { host, team }: Asked) {
  const owner = team ?? host;
  const types = await listEventTypes(app.kv, owner.id);
  const query = analyticsQuery(withDates(url.searchParams, host), owner.zone, app.now());
  const { typeId } = query.choice;
  if (typeId && !types.some(({ id }) => id === typeId)) {
    error(404, messages(host.language).refusals.sentences["not-found"]);
  }
  return { owner, query, types, titles: new Map(types.map(({ id, title }) => [id, title])) };
}

/** The same with dates as the program has them. */
function withDates(query: URLSearchParams, host: Host): URLSearchParams {
  const entered = ["from", "to"].map((name) => [name, enteredDate(query.get(name) ?? "", host)]);
  return new URLSearchParams({ ...Object.fromEntries(query), ...Object.fromEntries(entered) });
}

function rangeOf(query: AnalyticsQuery, { zone }: { zone: string }) {
  return { ...query.dates, timezone: zone };
}

function weekdayFor({ locals: { region } }: RequestEvent, host: Host): number {
  return firstWeekday({ ...host, region });
}

/** The form names whose event types are looked at: each owner has a page. */
async function leadToOwner({ url, locals: { app } }: RequestEvent, { host, team }: Asked) {
  const of = url.searchParams.get("of");
  if (of === null || of === (team?.id ?? "")) return;
  const isTheirs = of === "" ||
    (await listTeamsOf(app.kv, host.id)).some((each) => each.team.id === of);
  if (!isTheirs) error(404, messages(host.language).refusals.sentences["not-found"]);
  const query = new URLSearchParams(url.searchParams);
  for (const name of ["of", "type"]) query.delete(name);
  redirect(303, `${of === "" ? "/dashboard" : `/dashboard/teams/${of}`}/analytics?${query}`);
}
