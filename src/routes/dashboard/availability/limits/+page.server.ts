import { redirect } from "@sveltejs/kit";
import { BookingLimitsInput, limitPeriods } from "$lib/scheduling/booking-limits.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
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

export const actions: Actions = {
  default: async (event) => {
    const host = requireHost(event);
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const values = {
      day: text("day"),
      week: text("week"),
      month: text("month"),
      revision: text("revision"),
    };
    const caps = parse(
      BookingLimitsInput,
      Object.fromEntries(
        limitPeriods.map((each) => [each, values[each] === "" ? null : Number(values[each])]),
      ),
    );
    if (!caps.ok) return failWith(caps.refusal, values, host.language);
    const revision = Number(form.get("over") ?? values.revision);
    const saved = await hostRules.setBookingLimits(event.locals.app, host.id, revision, caps.value);
    if (!saved.ok) return failWith(saved.refusal, values, host.language);
    redirect(303, "/dashboard/availability/limits?notice=saved");
  },
};
