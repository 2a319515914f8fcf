import { redirect } from "@sveltejs/kit";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import type { App as Invito } from "$lib/server/app.ts";
import { type Decision, marksIn } from "$lib/server/bookings.ts";
import { failWith, signedIn } from "$lib/server/http.ts";

type Decide = (app: Invito, bookingId: string, decision: Decision) => Promise<Outcome<Booking>>;

/** Carries out a host's answer from a form; a refusal keeps the message and says what stands in the way. */
export async function decide(
  event: { locals: App.Locals; url: URL; request: Request },
  verb: Decide,
  back: (booking: Booking) => string,
) {
  const host = signedIn(event);
  const form = await event.request.formData();
  const typed = { id: String(form.get("id")), message: String(form.get("message") ?? "").trim() };
  const decided = await verb(event.locals.app, typed.id, {
    hostId: host.id,
    revision: Number(form.get("revision")),
    message: typed.message.slice(0, 1000),
    anyway: form.has("anyway"),
    shown: marksIn(form.get("anyway")),
  });
  if (decided.ok) redirect(303, back(decided.value));
  const { detail = "", shown = [] } = decided.refusal;
  return failWith(decided.refusal, { ...typed, detail, shown: shown.join(" ") }, host.language);
}
