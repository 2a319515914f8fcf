import type { CountedSource } from "$lib/scheduling/counted-days.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import type { Figures } from "$lib/scheduling/figures/figures.ts";
import type { PeriodUnit } from "$lib/scheduling/figures/periods.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { Team } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { getEventType } from "../store/event-types.ts";
import { findTeamOf } from "../store/teams.ts";
import { type DateRange, dateRange } from "./date-range.ts";
import { readFigures } from "./read-figures.ts";

/** Whose days a program asks for; the host's own without a team. */
export interface Asked {
  from?: string | undefined;
  to?: string | undefined;
  teamId?: string | undefined;
  eventTypeId?: string | undefined;
}

/** Which figures of them. */
export interface FiguresAsked extends Asked {
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

/** Whose figures of which days are asked for, a team's by its members alone; an event type is theirs or not found. */
export async function askedOf(
  app: App,
  host: Host,
  { teamId, eventTypeId: typeId, ...dates }: Asked,
): Promise<
  Outcome<
    { owner: Host | Team; range: DateRange; eventTypeId: string | null },
    "invalid" | "not-found"
  >
> {
  const owner = teamId === undefined ? host : (await findTeamOf(app.kv, teamId, host.id))?.team;
  if (!owner) return refused("not-found");
  const range = dateRange(dates, owner.zone, app.now());
  if (!range.ok) return range;
  const eventTypeId = typeId ?? null;
  const isTheirs = eventTypeId === null || await getEventType(app.kv, owner.id, eventTypeId);
  return isTheirs ? accepted({ owner, range: range.value, eventTypeId }) : refused("not-found");
}

/** The figures of a host, or of a team that they are in; of weeks that begin on Monday. */
export async function figuresFor(
  app: App,
  host: Host,
  { source, by = "day", ...wanted }: FiguresAsked,
): Promise<Outcome<FiguresAnswer, "invalid" | "not-found">> {
  const asked = await askedOf(app, host, wanted);
  if (!asked.ok) return asked;
  const { owner, range, eventTypeId: typeId } = asked.value;
  const { uncounted, ...figures } = await readFigures(app, owner.id, {
    dates: range,
    choice: { typeId, source: source ?? null },
    unit: by,
    firstWeekday: 1,
    today: dateAt(app.now(), owner.zone),
  });
  return accepted({ ownerId: owner.id, answered: { ...range, uncounted }, figures });
}
