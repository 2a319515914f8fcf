import * as v from "valibot";
import { Answers, IdempotencyKey, PersonName } from "$lib/scheduling/api-schemas.ts";
import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { EmailAddress } from "$lib/scheduling/email-address.ts";
import { ExtraGuestsInput } from "$lib/scheduling/extra-guests.ts";
import { GuestNote } from "$lib/scheduling/guest.ts";
import { Zone } from "$lib/scheduling/host.ts";
import { SeriesInput } from "$lib/scheduling/series.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { format } from "$lib/i18n/format.ts";
import * as bookings from "../../bookings/index.ts";
import { changedAnswer, named } from "../booking-facts.ts";
import { EventTypeId, instant, words } from "../fields.ts";
import { tool } from "../tool.ts";

const copy = words.tools.book;
const { fields } = words;

export const book = tool({
  name: "book",
  title: copy.title,
  description: copy.description,
  scope: "bookings",
  input: v.object({
    eventTypeId: EventTypeId,
    startsAt: instant(fields.startsAt),
    duration: v.optional(v.pipe(v.number(), v.integer(), v.description(fields.duration))),
    guestName: v.pipe(PersonName, v.description(fields.guestName)),
    guestEmail: v.pipe(EmailAddress, v.description(fields.guestEmail)),
    guestTimezone: v.optional(v.pipe(Zone, v.description(fields.guestZone))),
    guestPhone: v.optional(
      v.pipe(v.string(), v.maxLength(200, "too-long"), v.description(fields.guestPhone)),
    ),
    location: v.optional(
      v.pipe(v.string(), v.maxLength(300, "too-long"), v.description(fields.location)),
    ),
    guests: v.optional(v.pipe(ExtraGuestsInput, v.description(fields.guests)), []),
    series: v.optional(v.pipe(v.nullable(SeriesInput), v.description(fields.series)), null),
    note: v.optional(v.pipe(GuestNote, v.description(fields.note)), ""),
    answers: v.optional(v.pipe(Answers, v.description(fields.answers)), {}),
    idempotencyKey: v.pipe(IdempotencyKey, v.description(fields.key)),
  }),
  async run(caller, input) {
    const { app, host } = caller;
    const booked = await bookings.bookForGuest(app, host, {
      typeId: input.eventTypeId,
      start: input.startsAt,
      minutes: input.duration ?? null,
      guest: {
        name: input.guestName,
        email: input.guestEmail,
        note: input.note,
        ...(input.guestPhone ? { phone: input.guestPhone } : {}),
        zone: input.guestTimezone ?? host.zone,
        hourCycle: host.hourCycle,
        answers: input.answers,
      },
      extraGuests: input.guests,
      location: input.location ?? null,
      series: input.series,
      key: { route: "mcp book", value: input.idempotencyKey },
      program: "agent",
    });
    if (!booked.ok) return booked;
    const { booking, token, replayed } = booked.value;
    const text = isConfirmed(booking) ? copy.confirmed : copy.requested;
    const one = changedAnswer(caller, text, booking);
    const { series } = booked.value.response;
    const answer = series ? { ...one, data: { ...one.data, series } } : one;
    if (replayed) {
      return accepted({ ...answer, text: format(copy.replayed, { what: named(booking, host) }) });
    }
    if (app.sendMail) return accepted(answer);
    const link = format(words.guestPage, { link: `${app.baseUrl}/booking/${token}` });
    return accepted({ ...answer, text: `${answer.text} ${link}` });
  },
});
