import * as api from "$lib/api/operations/clear-time-off.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { clearFromDays } from "$lib/server/bookings/clear-time-off.ts";
import { parseDays } from "$lib/server/bookings/parse-days.ts";
import { refusalText } from "$lib/server/http/problem-details.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(api.clearDays, async ({ app, host, body }) => {
  const { bookings, message } = body;
  const days = parseDays(body.first, body.last ?? null);
  if (!days) return refused("invalid", { fields: { last: "date-invalid" } });
  const ended: string[] = [], kept: { id: string; code: string; title: string }[] = [];
  for (const id of new Set(bookings)) {
    const outcome = await clearFromDays(app, id, { host, days, message });
    if (outcome.ok || outcome.refusal.code.startsWith("already-")) ended.push(id);
    else {
      const { code } = outcome.refusal;
      kept.push({ id, code, title: refusalText(outcome.refusal, host.language).sentence });
    }
  }
  return accepted({ ended, kept });
});
