import * as v from "valibot";
import { addDays, dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { AvailabilityDays, Instant } from "$lib/scheduling/api-schemas.ts";
import { Zone } from "$lib/scheduling/host.ts";
import { isDate } from "$lib/scheduling/month.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { formatInstant, formatLongDate } from "$lib/i18n/date-time.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { findSlots } from "../../availability/find-slots.ts";
import { findTypeToBook } from "../../bookings/index.ts";
import { hostsOffering } from "../../event-types/find-bookable-type.ts";
import { EventTypeId, words } from "../fields.ts";
import { tool } from "../tool.ts";

const copy = words.tools.findSlots;
const { fields } = words;

const From = v.union([
  v.pipe(v.string(), v.check(isDate, "date-invalid"), v.description(fields.from)),
  v.pipe(Instant, v.description(fields.from)),
], "start-invalid");

export const findTimes = tool({
  name: "find_slots",
  title: copy.title,
  description: copy.description,
  scope: "read",
  input: v.object({
    eventTypeId: EventTypeId,
    from: v.optional(From),
    days: v.optional(
      v.pipe(AvailabilityDays, v.description(fields.days)),
      7,
    ),
    duration: v.optional(v.pipe(v.number(), v.integer(), v.description(fields.duration))),
    timezone: v.optional(v.pipe(Zone, v.description(fields.zone))),
  }),
  async run({ app, host }, { eventTypeId, from, days, duration, timezone: zone = host.zone }) {
    const found = await findTypeToBook(app, host.id, eventTypeId);
    if (!found || found.type.onlyForTeams) return refused("not-found");
    const { type, team } = found;
    if (!type.active) return refused("inactive");
    const minutes = duration ?? type.durations[0]!;
    if (!type.durations.includes(minutes)) {
      return refused("invalid", { fields: { duration: "duration-needed" } });
    }
    const hosts = team ? await hostsOffering(app, type) : [host];
    if (hosts.length === 0) {
      return refused("inactive", { fields: { eventType: "member-missing" } });
    }
    const window = windowOf(from ?? app.now(), days, zone);
    const offers = await findSlots(app, { hosts, type, minutes, window });
    const reader = { zone, hourCycle: host.hourCycle, language: "en" };
    const next = offers.nextStart === null
      ? copy.none
      : format(copy.next, { when: formatInstant(offers.nextStart, reader) });
    const count = plural(copy.result, offers.starts.length, "en", {
      from: formatLongDate(window.start, reader),
    });
    return accepted({
      text: offers.starts.length > 0 ? count : `${count} ${next}`,
      data: {
        timezone: zone,
        slots: offers.starts.map((start) => ({
          startsAt: new Date(start).toISOString(),
          endsAt: new Date(start + minutes * MINUTE).toISOString(),
          when: formatInstant(start, reader),
          ...(offers.places.has(start) ? { placesLeft: offers.places.get(start) } : {}),
        })),
        next: offers.nextStart === null ? null : new Date(offers.nextStart).toISOString(),
      },
    });
  },
});

/** Whole days in the zone, the first from its instant on if one was given. */
function windowOf(from: string | number, days: number, zone: string): Span {
  const date = typeof from === "string" ? from : dateAt(from, zone);
  return {
    start: typeof from === "string" ? startOfDay(from, zone) : from,
    end: startOfDay(addDays(date, days), zone),
  };
}
