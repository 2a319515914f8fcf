import * as v from "valibot";
import { BookingLimitsInput } from "$lib/scheduling/booking-limits.ts";
import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import * as hostRules from "$lib/server/availability/host-rules.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const words = messages(host.language).dashboard.availability;
  const { bookingLimits, revision } = await getHostRules(event.locals.app.kv, host.id);
  return {
    title: words.limits.title,
    words,
    values: {
      day: String(bookingLimits.day ?? ""),
      week: String(bookingLimits.week ?? ""),
      month: String(bookingLimits.month ?? ""),
      revision: String(revision),
    },
    saved: event.url.searchParams.get("notice") === "saved",
  };
};

const LimitsForm = v.object({
  ...BookingLimitsInput.entries,
  revision: v.number(),
  over: v.optional(v.number()),
});

export const actions: Actions = {
  default: action(
    LimitsForm,
    ({ app, host }, { revision, over = revision, ...limits }) =>
      hostRules.setBookingLimits(app, host.id, over, limits),
    { done: () => "/dashboard/availability/limits?notice=saved" },
  ),
};
