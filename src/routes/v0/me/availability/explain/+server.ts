import * as api from "$lib/api/operations/availability.ts";
import { daySpan, wallClockInstant } from "$lib/scheduling/day.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { parseClockTime } from "$lib/scheduling/wall-time.ts";
import { findBlockers } from "$lib/server/availability/blockers.ts";
import { explainWindow } from "$lib/server/availability/explain.ts";
import { hostExplanationJson } from "$lib/server/availability/explain-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getEventType } from "$lib/server/store/event-types.ts";

export const GET = serve(api.explainAvailability, async ({ app, host, query }) => {
  const { eventTypeId, date, time } = query;
  const type = await getEventType(app.kv, host.id, eventTypeId);
  if (!type) return refused("not-found");
  const minutes = query.minutes === undefined ? type.durations[0]! : Number(query.minutes);
  if (!type.durations.includes(minutes)) {
    return refused("invalid", { fields: { minutes: "duration-range" } });
  }
  const minute = time === undefined ? null : parseClockTime(time, "from");
  if (time !== undefined && minute === null) {
    return refused("invalid", { fields: { time: "time-invalid" } });
  }
  const requested = minute === null ? null : wallClockInstant(date, minute, host.zone, "start");
  const window = daySpan(date, host.zone);
  const explanation = await explainWindow(app, { host, type, minutes, window, requested });
  const blockers = await findBlockers(app, host, explanation, date);
  return accepted({
    timezone: host.zone,
    minutes,
    schedule: explanation.scheduleName,
    ...hostExplanationJson(explanation, blockers),
    staleCalendars: explanation.staleCalendars,
    unreachableCalendars: blockers.unreachable,
  });
});
