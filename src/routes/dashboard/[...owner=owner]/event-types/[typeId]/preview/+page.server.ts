import type { RequestEvent } from "@sveltejs/kit";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { isTypeSection } from "$lib/scheduling/event-type-sections.ts";
import type { ClockReader } from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import { buildPicker } from "$lib/server/views/picker/build-picker.ts";
import {
  type BookingPage,
  hostBookingPage,
  teamBookingPage,
} from "$lib/server/event-types/booking-page.ts";
import { hostsOffering } from "$lib/server/event-types/find-bookable-type.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import { type Place, placeOf, requireType } from "../../../../place.ts";
import { parseSection } from "../../editor/type-form-values.ts";
import type { PageServerLoad } from "./$types";

// Shown in a frame of the editor, where nothing is pressed.
export const csr = false;

/** Sections whose effect is on the form for a chosen time. */
const formSections: readonly string[] = ["questions", "emails"];

/** The booking page of an event type with what the query says was entered in one section; as stored where that is refused. */
export const load: PageServerLoad = async (event) => {
  const place = await placeOf(event), { language } = place.host;
  const words = messages(language).booking;
  const { app, region } = event.locals;
  const query = event.url.searchParams;
  const stored = await requireType(event, place);
  const type = query.has("entered") ? withEntered(stored, query, place.host) : stored;
  const page = await pageOf(event, place, type);
  const reader = { tz: place.host.zone, hours: String(place.host.hourCycle), still: "1" };
  const days = await buildPicker(app, page, new URLSearchParams(reader), { region, language });
  const first = days.day?.times[0];
  if (!first || !formSections.includes(query.get("section") ?? "")) return { view: days, words };
  const chosen = new URLSearchParams({ ...reader, slot: first.iso, key: newId() });
  return { view: await buildPicker(app, page, chosen, { region, language }), words };
};

function withEntered(type: EventType, query: URLSearchParams, reader: ClockReader): EventType {
  const section = query.get("section") ?? "";
  if (!isTypeSection(section)) return type;
  const form = new FormData();
  for (const [name, value] of query) form.append(name, value);
  const changes = parseSection(section, form, reader);
  if (!changes.ok) return type;
  const { scheduleId = type.scheduleId, ...fields } = changes.value.fields ?? {};
  return { ...type, ...fields, scheduleId: type.team ? type.scheduleId : scheduleId };
}

async function pageOf(
  { locals: { app } }: RequestEvent,
  { host, team }: Place,
  type: EventType,
): Promise<BookingPage> {
  return team
    ? teamBookingPage(team, type, await hostsOffering(app, type))
    : hostBookingPage(host, type);
}
