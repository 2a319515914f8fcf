import type { FormResult, SeriesDatesView } from "$lib/components/picker-view.ts";
import type { Tracking } from "$lib/scheduling/booking-tracking.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import { ExtraGuestsInput, splitAddresses } from "$lib/scheduling/extra-guests.ts";
import { GuestInput } from "$lib/scheduling/guest.ts";
import { type Language, languages } from "$lib/scheduling/language.ts";
import { accepted, type Outcome, type Refusal, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { SeriesInput } from "$lib/scheduling/series.ts";
import { type DisplayOptions, formatShortWhen } from "$lib/i18n/date-time.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "../../app.ts";
import type { GrantRefusal } from "../../requests/grant-refusal.ts";
import { type BookingRequest, request, type RequestResult } from "../../bookings/index.ts";
import {
  findBookingPage,
  findPageOwner,
  type PageAddress,
  requestAddress,
} from "../../event-types/booking-page.ts";
import { newId } from "../../runtime/secrets.ts";
import { isoInstant } from "./picker-query.ts";
import { seriesDatesView } from "./series-view.ts";
import { isTooFast, readFormTimestamp, signFormTimestamp } from "./form-timestamp.ts";

/** The page and client that a form came from. */
export interface FormOrigin {
  address: PageAddress;
  viaWidget: boolean;
  /** Where the guest came from, by the query of the page. */
  tracking: Tracking;
  /** The secret of a private link in the form's address. */
  link: string | null;
  /** That the guest asked for; null takes the page's own. */
  language?: Language | null;
  /** The client's address, as far as it can be trusted. */
  client: string | null;
}

/** Why a form books nothing. */
type FormRefusal = GrantRefusal | "too-fast" | "cannot-save";

/** Handles a submitted booking form: requests the booking, or returns the errors together with the entered values. */
export async function submitBookingForm(
  app: App,
  place: FormOrigin,
  form: FormData,
): Promise<
  | { ok: true; value: RequestResult }
  | { ok: false; refusal: Refusal<FormRefusal>; form: FormResult; isPreview?: boolean }
> {
  if (form.has("preview")) return await previewDates(app, place, form);
  const input = parseBookingForm(place, form);
  const outcome = !input.ok
    ? input
    : await isTooFast(app, form)
    ? refused("too-fast")
    : await request(app, input.value);
  if (outcome.ok) return outcome;
  const language = await languageOf(app, place);
  const rejected = rejectedForm(outcome.refusal, form, language);
  const series = await datesIn(app, place, form, "slot", language);
  const shown = await shownSince(app, form, rejected.key);
  return { ok: false, refusal: outcome.refusal, form: { ...rejected, series, shown } };
}

/** That the guest asked for, or the page's own. */
async function languageOf(app: App, { address, language }: FormOrigin): Promise<Language> {
  return language ?? (await findPageOwner(app, address))?.language ?? languages[0];
}

/** The form as it was entered, with the dates of the series; nothing is booked. */
async function previewDates(app: App, place: FormOrigin, form: FormData) {
  const refusal = { code: "invalid" as const };
  const language = await languageOf(app, place);
  const entered = rejectedForm(refusal, form, language);
  const series = await datesIn(app, place, form, "preview", language);
  const shown = await shownSince(app, form, entered.key);
  const preview = { ...entered, message: "", series, shown };
  return { ok: false as const, refusal, form: preview, isPreview: true };
}

/** The dates of the series that a form asks for, beginning at the time in this field; null for one date. */
async function datesIn(
  app: App,
  { address, link }: FormOrigin,
  form: FormData,
  field: "slot" | "preview",
  language: Language,
): Promise<SeriesDatesView | null> {
  const series = readSeries(form);
  const start = Date.parse(formText(form, field));
  const minutes = Number(formText(form, "minutes")) || null;
  const page = series?.ok ? await findBookingPage(app, address, link) : null;
  if (!series?.ok || !page?.ok) return null;
  const wanted = { start, minutes, series: series.value };
  return await seriesDatesView(app, page.value, wanted, readerOf(form, language));
}

/** The series that was chosen; null for one date. */
export function readSeries(form: FormData): Outcome<SeriesInput, "invalid"> | null {
  const rhythm = formText(form, "repeat");
  if (!rhythm) return null;
  return parse(SeriesInput, {
    rhythm,
    dates: Number(formText(form, "dates")),
    book: formText(form, "book") || "all",
  });
}

/** The form's timestamp, kept when the form is shown again. */
async function shownSince(app: App, form: FormData, key: string): Promise<string> {
  const since = await readFormTimestamp(app, formText(form, "key"), formText(form, "shown"));
  return await signFormTimestamp(app, key, since ?? undefined);
}

function parseBookingForm(
  { address, language, ...origin }: FormOrigin,
  form: FormData,
): Outcome<BookingRequest, "invalid"> {
  const booked = readBookingForm(form, language ?? null);
  if (!booked.ok) return booked;
  const series = readWantedSeries(form);
  if (!series.ok) return series;
  const key = formText(form, "key");
  return accepted({
    ...origin,
    ...requestAddress(address),
    ...booked.value,
    ...(series.value ? { series: series.value } : {}),
    key: key ? { route: "form", value: key } : null,
  });
}

/** The same, or why it can't be booked. */
export function readWantedSeries(form: FormData): Outcome<SeriesInput | null, "invalid"> {
  const series = readSeries(form);
  if (!series) return accepted(null);
  if (series.ok) return series;
  const [why = "series-invalid"] = Object.values(series.refusal.fields ?? {});
  return refused("invalid", { fields: { series: why } });
}

/** The time and the guest that were entered in a booking form, checked; "invalid" with the fields that are wrong. */
export function readBookingForm(
  form: FormData,
  language: Language | null,
): Outcome<
  Pick<BookingRequest, "start" | "minutes" | "guest" | "location" | "extraGuests">,
  "invalid"
> {
  const start = Date.parse(formText(form, "slot"));
  const minutes = Number(formText(form, "minutes"));
  const guest = parse(GuestInput, {
    name: formText(form, "name"),
    email: formText(form, "email"),
    note: formText(form, "note"),
    zone: formText(form, "tz"),
    hourCycle: Number(formText(form, "hours")),
  });
  if (!guest.ok) return guest;
  if (!isSupportedInstant(start)) return refused("invalid", { fields: { slot: "start-invalid" } });
  const extraGuests = parse(ExtraGuestsInput, splitAddresses(formText(form, "guests")));
  if (!extraGuests.ok) {
    const [why = "guests-invalid"] = Object.values(extraGuests.refusal.fields ?? {});
    return refused("invalid", { fields: { guests: why } });
  }
  return accepted({
    start,
    minutes: Number.isInteger(minutes) && minutes > 0 ? minutes : null,
    guest: { ...guest.value, ...phoneIn(form), language, answers: [...answersIn(form)] },
    location: formText(form, "location") || null,
    ...(extraGuests.value.length > 0 ? { extraGuests: extraGuests.value } : {}),
  });
}

/** What a form shows of its refusal: the sentence, the fields, what was entered and other times. */
export function rejectedForm(
  refusal: Refusal,
  form: FormData,
  language: Language,
): Omit<FormResult, "shown"> {
  const { booking, refusals } = messages(language);
  const isRefused = refusal.code === "taken" || refusal.code === "not-offered";
  const first = Date.parse(formText(form, "slot"));
  // Of a series only another date may be taken.
  const timeLost = isRefused && (refusal.dates?.includes(first) ?? true);
  const reader = readerOf(form, language);
  return {
    message: timeLost
      ? booking.form.taken
      : isRefused
      ? booking.form.series.someTaken
      : refusal.code === "key-reused"
      ? booking.form.submittedWithOtherDetails
      : refusals.sentences[refusal.code],
    fields: Object.fromEntries(
      Object.entries(refusal.fields ?? {}).map((
        [name, why],
      ) => [name, refusals.fields[why] ?? why]),
    ),
    questionsChanged: Object.values(refusal.fields ?? {}).includes("unknown-answer"),
    values: {
      name: formText(form, "name"),
      email: formText(form, "email"),
      note: formText(form, "note"),
      guests: formText(form, "guests"),
      location: formText(form, "location"),
      phone: formText(form, "phone"),
      repeat: formText(form, "repeat"),
      dates: formText(form, "dates"),
      answers: Object.fromEntries(answersIn(form)),
    },
    alternatives: (refusal.alternatives ?? []).map((start) => ({
      iso: isoInstant(start),
      label: formatShortWhen(start, reader),
    })),
    offered: !timeLost,
    series: null,
    key: refusal.code === "key-reused" || !formText(form, "key") ? newId() : formText(form, "key"),
  };
}

/** Whose words, zone and clock the form is shown in. */
function readerOf(form: FormData, language: Language): DisplayOptions {
  const zone = parse(GuestInput.entries.zone, formText(form, "tz"));
  return {
    zone: zone.ok ? zone.value : "UTC",
    language,
    hourCycle: formText(form, "hours") === "12" ? 12 : 24,
  };
}

/** The form's answers by question slug: the field `answer.company` answers `company`. */
function answersIn(form: FormData): Map<string, string> {
  const answers = new Map<string, string>();
  for (const name of form.keys()) {
    if (name.startsWith("answer.")) {
      answers.set(name.slice("answer.".length), formText(form, name));
    }
  }
  return answers;
}

function phoneIn(form: FormData): { phone?: string } {
  const phone = formText(form, "phone").slice(0, MAX_PHONE);
  return phone ? { phone } : {};
}

/** What is read of a number before it is checked. */
const MAX_PHONE = 200;

/** A field of a form as text; empty where it is missing. */
export function formText(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
