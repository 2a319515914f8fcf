/** The public API of event types, the same for those of hosts and of teams. */
import type { RequestEvent } from "@sveltejs/kit";
import type * as v from "valibot";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { AvailabilityParameters } from "$lib/scheduling/api-schemas.ts";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { bookingWindowEnd } from "$lib/scheduling/open-windows.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { confirmationModeNow } from "../availability/confirmation-now.ts";
import { explanationJson, teamExplanationJson } from "../availability/explain-json.ts";
import { explainMembers } from "../availability/explain-team.ts";
import { explainWindow } from "../availability/explain.ts";
import { type AvailableSlots, findSlots } from "../availability/find-slots.ts";
import { noteRefused } from "../views/picker/note-wanted.ts";
import {
  type BookingPage,
  findBookingPage,
  type PageAddress,
} from "../event-types/booking-page.ts";
import { publicEventTypeJson } from "../event-types/event-type-json.ts";
import { getTeamMember } from "../store/teams.ts";

type AvailabilityQuery = v.InferOutput<typeof AvailabilityParameters> & {
  link?: string | null | undefined;
};

/** The most days that are explained. */
const MOST_EXPLAINED = 7;

/** `GET …/event-types/{slug}`. */
export async function eventTypeAnswer(
  { app }: Pick<App.Locals, "app">,
  address: PageAddress,
  { link = null }: { link?: string | null | undefined },
) {
  const found = await findBookingPage(app, address, link);
  if (!found.ok) return found;
  const confirmation = await confirmationModeNow(app, found.value);
  return accepted({ eventType: publicEventTypeJson(found.value, confirmation) });
}

/** `GET …/event-types/{slug}/availability`. */
export async function availabilityAnswer(
  { locals, request }: Pick<RequestEvent, "locals" | "request">,
  address: PageAddress,
  { link = null, ...asked }: AvailabilityQuery,
) {
  const { app, client, host } = locals;
  const found = await findBookingPage(app, address, link);
  if (!found.ok) return found;
  const { hosts, type, owner } = found.value;

  const { start, days, duration } = asked;
  const zone = asked.timezone ?? owner.zone;
  const minutes = duration ?? type.durations[0]!;
  if (!type.durations.includes(minutes)) {
    const { fields } = messages(locals.language).refusals;
    const durations = type.durations.join(", ");
    const duration = format(fields["duration-offered"]!, { durations });
    return refused("invalid", { fields: { duration } });
  }
  const isExplained = asked.explain === "1";
  if (isExplained && days > MOST_EXPLAINED) {
    return refused("invalid", { fields: { days: "days-explained" } });
  }
  const now = app.now();
  const { window, requested } = windowOf(start ?? new Date(now).toISOString(), days, zone);
  const offers = await findSlots(app, { hosts, type, minutes, window });
  const explained = isExplained
    ? await explain(locals, found.value, { minutes, window, requested })
    : [];
  if (explained.some((each) => Date.parse(each.startsAt) === requested && !each.offered)) {
    const wanted = { page: address, link, minutes };
    noteRefused(app, wanted, [window.start], { request, client, viewerId: host?.id ?? null });
  }
  return accepted({
    timezone: zone,
    slots: offers.starts.map((at) => ({
      startsAt: new Date(at).toISOString(),
      endsAt: new Date(at + minutes * MINUTE).toISOString(),
      ...(offers.places.has(at) ? { placesLeft: offers.places.get(at) } : {}),
    })),
    next: nextDate(offers, window.end, bookingWindowEnd(type, now, owner.zone), zone),
    ...(isExplained ? { explained } : {}),
  });
}

/** Each start with its reasons; who asks as the host or as a member of the team is shown more. */
async function explain(
  { app, host: viewer }: Pick<App.Locals, "app" | "host">,
  { hosts: [host], team, type }: BookingPage,
  question: { minutes: number; window: Span; requested: number | null },
) {
  if (team) {
    const isMember = viewer !== null && await getTeamMember(app.kv, team.id, viewer.id) !== null;
    return teamExplanationJson(await explainMembers(app, { type, ...question }), isMember);
  }
  if (!host) return [];
  const explanation = await explainWindow(app, { host, type, ...question });
  return explanationJson(explanation, viewer?.id === host.id);
}

/** The days that are asked for, and the instant if it begins at one. */
function windowOf(from: string, days: number, zone: string) {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(from);
  const firstDate = isDate ? from : dateAt(Date.parse(from), zone);
  const window = {
    start: isDate ? startOfDay(firstDate, zone) : Date.parse(from),
    end: startOfDay(addDays(firstDate, days), zone),
  };
  return { window, requested: isDate ? null : window.start };
}

/** The first date of the next page; null when there is none. */
function nextDate(
  offers: AvailableSlots,
  end: number,
  horizon: number,
  zone: string,
): string | null {
  if (offers.starts.length === 0) {
    return offers.nextStart === null ? null : dateAt(offers.nextStart, zone);
  }
  return end < horizon ? dateAt(end, zone) : null;
}
