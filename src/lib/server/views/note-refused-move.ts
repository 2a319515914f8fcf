import { type Refusal, refusedStarts } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getBookedEventType } from "../store/event-types.ts";
import { bookedPage } from "../changes/booked-page.ts";
import type { FoundBooking } from "../changes/booking-links.ts";
import { noteRefused, noteRefusedForm, type WantedOrigin } from "./picker/note-wanted.ts";

/** Notes the start that a guest could not move a booking to, by the form or over the API. */
export async function noteRefusedMove(
  app: App,
  { booking, host }: FoundBooking,
  { refusal, start }: { refusal: Refusal; start: number },
  { via, ...origin }: WantedOrigin & { via: "form" | "api" },
): Promise<void> {
  const starts = refusedStarts(refusal, start);
  const type = starts.length > 0 ? await getBookedEventType(app.kv, booking) : null;
  const page = type && await bookedPage(app, booking, host, type);
  if (!page) return;
  const wanted = { page: page.address, link: null, bookingId: booking.id, minutes: null };
  const note = via === "form" ? noteRefusedForm : noteRefused;
  note(app, wanted, starts, origin);
}
