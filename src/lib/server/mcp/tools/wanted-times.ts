import * as v from "valibot";
import { CalendarDate } from "$lib/openapi/fields.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { dateRange } from "../../analytics/date-range.ts";
import { readWanted } from "../../analytics/wanted/read-wanted.ts";
import { wantedJson } from "../../analytics/wanted/wanted-json.ts";
import { getEventType } from "../../store/event-types.ts";
import { findTeamOf } from "../../store/teams.ts";
import { EventTypeId, TeamId, words } from "../fields.ts";
import { tool } from "../tool.ts";

const copy = words.tools.wantedTimes;
const { fields } = words;

export const wantedTimes = tool({
  name: "get_wanted_times",
  title: copy.title,
  description: copy.description,
  scope: "read",
  input: v.object({
    eventTypeId: v.optional(EventTypeId),
    teamId: v.optional(TeamId),
    from: v.optional(v.pipe(CalendarDate, v.description(fields.firstDate))),
    to: v.optional(v.pipe(CalendarDate, v.description(fields.lastDate))),
  }),
  async run({ app, host }, { eventTypeId = null, teamId, ...dates }) {
    const owner = teamId === undefined ? host : (await findTeamOf(app.kv, teamId, host.id))?.team;
    if (!owner) return refused("not-found");
    const range = dateRange(dates, owner.zone, app.now());
    if (!range.ok) return range;
    const isTheirs = eventTypeId === null || await getEventType(app.kv, owner.id, eventTypeId);
    if (!isTheirs) return refused("not-found");
    const found = await readWanted(app, owner.id, range.value, eventTypeId);
    const wanted = wantedJson(found, range.value);
    const { change } = wanted;
    const sum = plural(copy.result, wanted.total, "en");
    return accepted({
      text: change
        ? `${sum} ${format(copy.change, { n: change.times, change: change.text })}`
        : `${sum} ${copy.noChange}`,
      data: wanted,
    });
  },
});
