import * as v from "valibot";
import { isDate } from "$lib/scheduling/month.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { figuresFor } from "../../analytics/figures-for.ts";
import { EventTypeId, TeamId, words } from "../fields.ts";
import { tool } from "../tool.ts";

const copy = words.tools.getAnalytics;

const date = (description: string) =>
  v.optional(v.pipe(v.string(), v.check(isDate, "date-invalid"), v.description(description)));

export const getAnalytics = tool({
  name: "get_analytics",
  title: copy.title,
  description: copy.description,
  scope: "read",
  input: v.object({
    from: date(copy.from),
    to: date(copy.to),
    teamId: v.optional(TeamId),
    eventTypeId: v.optional(EventTypeId),
  }),
  async run({ app, host }, input) {
    const asked = await figuresFor(app, host, input);
    if (!asked.ok) return asked;
    const { answered, figures: { totals, visitors, periods: _, hours, ...figures } } = asked.value;
    const { from, to } = answered;
    return accepted({
      text: format(plural(copy.result, totals.requested, "en"), {
        from,
        to,
        before: totals.before,
      }),
      data: {
        ...answered,
        ...totals,
        ...figures,
        hours: hours.filter(({ bookings }) => bookings > 0),
      },
      // Pages that link here, and campaigns, are named by others.
      untrusted: { visitors },
    });
  },
});
