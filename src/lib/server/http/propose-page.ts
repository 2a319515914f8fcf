/** The page of a proposal, by sign-in or by the host's link. */
import type { ProposeAnswer } from "$lib/components/propose-view.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome } from "$lib/scheduling/outcome.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "../app.ts";
import { allowedActions } from "../views/allowed-actions.ts";
import * as bookings from "../bookings/index.ts";
import { proposeView } from "../views/propose-view.ts";
import { messageIn } from "./message-in.ts";
import { refusalText } from "./problem-details.ts";

/** Whether a host of a booking may propose other times for it. */
export function mayPropose(app: App, booking: Booking, host: Host): boolean {
  const acting = { hostId: host.id, role: "host", managesTeam: false } as const;
  return !booking.guestErasedAt && allowedActions(booking, acting, app.now()).propose;
}

/** What the page shows. */
export async function loadProposePage(
  app: App,
  booking: Booking,
  host: Host,
  { url, region, back }: { url: URL; region: string | null; back: string },
) {
  const { booking: words } = messages(host.language);
  return {
    title: words.propose.title,
    words,
    most: bookings.MAX_PROPOSED_TIMES,
    view: await proposeView(app, booking, host, { asked: url.searchParams, region, back }),
  };
}

/** Proposes the times of the form; a refusal comes with what was entered. */
export async function submitProposal(
  app: App,
  booking: Booking,
  host: Host,
  form: FormData,
): Promise<Outcome<Booking> & { answer?: ProposeAnswer }> {
  const { entered, read } = messageIn(form);
  const outcome = !read.ok ? read : await bookings.propose(app, booking.id, {
    hostId: host.id,
    revision: Number(form.get("revision")),
    starts: form.getAll("start").map((iso) => Date.parse(String(iso))).filter(isSupportedInstant),
    message: read.value,
  });
  if (outcome.ok) return accepted(outcome.value);
  const { sentence, fields } = refusalText(outcome.refusal, host.language);
  return { ...outcome, answer: { message: sentence, fields, values: { message: entered } } };
}
