import * as v from "valibot";
import { CalendarDate } from "$lib/openapi/fields.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { askedOf } from "../../analytics/figures-for.ts";
import { readWanted } from "../../analytics/wanted/read-wanted.ts";
import { wantedJson } from "../../analytics/wanted/wanted-json.ts";
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
  async run({ app, host }, input) {
    const asked = await askedOf(app, host, input);
    if (!asked.ok) return asked;
    const { owner, range, eventTypeId } = asked.value;
    const wanted = wantedJson(await readWanted(app, owner.id, range, eventTypeId), range);
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
