import { redirect } from "@sveltejs/kit";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import type { App as Invito } from "$lib/server/app.ts";
import { type HostDecision, parseFingerprints } from "$lib/server/bookings/index.ts";
import { actsAs } from "$lib/server/changes/team-rights.ts";
import { messageIn } from "$lib/server/http/message-in.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";

type DecisionVerb = (
  app: Invito,
  bookingId: string,
  decision: HostDecision,
) => Promise<Outcome<Booking>>;

/** Carries out a host's decision from a form; a refusal returns the message and the conflicts. */
export async function decideAction(
  event: { locals: App.Locals; url: URL; request: Request },
  verb: DecisionVerb,
  back: (booking: Booking) => string,
) {
  const host = requireHost(event);
  const form = await event.request.formData();
  const { entered, read } = messageIn(form);
  const values = { id: String(form.get("id")), message: entered };
  const decided = !read.ok ? read : await verb(event.locals.app, values.id, {
    hostId: host.id,
    revision: Number(form.get("revision")),
    message: read.value,
    forAll: form.has("forAll"),
    force: form.has("force"),
    acknowledged: parseFingerprints(form.get("force")),
  });
  if (decided.ok) {
    // Who passed a request on by declining it may not read it any more.
    const mayRead = await actsAs(event.locals.app.kv, decided.value, host.id);
    redirect(303, mayRead ? back(decided.value) : `/dashboard?done=${decided.value.id}`);
  }
  const { detail = "", acknowledged = [] } = decided.refusal;
  return failWith(
    decided.refusal,
    { ...values, detail, acknowledged: acknowledged.join(" ") },
    host.language,
  );
}
