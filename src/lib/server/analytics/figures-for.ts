import type { CountedSource } from "$lib/scheduling/counted-days.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import type { Figures } from "$lib/scheduling/figures/figures.ts";
import type { PeriodUnit } from "$lib/scheduling/figures/periods.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getEventType } from "../store/event-types.ts";
import { findTeamOf } from "../store/teams.ts";
import { type DateRange, dateRange } from "./date-range.ts";
import { readFigures } from "./read-figures.ts";

/** Which figures a program asks for; the host's own without a team. */
export interface FiguresAsked {
  from?: string | undefined;
  to?: string | undefined;
  teamId?: string | undefined;
  eventTypeId?: string | undefined;
  source?: CountedSource | undefined;
  by?: PeriodUnit | undefined;
}

/** The figures, and whose dates they are of. */
export interface FiguresAnswer {
  ownerId: string;
  /** What every answer begins with. */
  answered: DateRange & { uncounted: number };
  figures: Figures;
}

/** The figures of a host, or of a team that they are in; of weeks that begin on Monday. */
export async function figuresFor(
  app: App,
  host: Host,
  { teamId, eventTypeId, source, by = "day", ...asked }: FiguresAsked,
): Promise<Outcome<FiguresAnswer, "invalid" | "not-found">> {
  const owner = teamId === undefined ? host : (await findTeamOf(app.kv, teamId, host.id))?.team;
  if (!owner) return refused("not-found");
  const now = app.now();
  const range = dateRange(asked, owner.zone, now);
  if (!range.ok) return range;
  if (eventTypeId !== undefined && !await getEventType(app.kv, owner.id, eventTypeId)) {
    return refused("not-found");
  }
  const { uncounted, ...figures } = await readFigures(app, owner.id, {
    dates: range.value,
    choice: { typeId: eventTypeId ?? null, source: source ?? null },
    unit: by,
    firstWeekday: 1,
    today: dateAt(now, owner.zone),
  });
  return accepted({ ownerId: owner.id, answered: { ...range.value, uncounted }, figures });
}
