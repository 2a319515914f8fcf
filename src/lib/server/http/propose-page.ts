/** The page of a proposal, by sign-in or by the host's link. */
import type { RequestEvent } from "@sveltejs/kit";
import * as v from "valibot";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { Message } from "$lib/scheduling/many-lines.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { App } from "../app.ts";
import { allowedActions } from "../views/allowed-actions.ts";
import * as bookings from "../bookings/index.ts";
import { proposeView } from "../views/propose-view.ts";
import { actionBy, backOnceAnswered, Revision } from "./action.ts";

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
  const { booking: words } = messages(host.language, app);
  return {
    title: words.propose.title,
    words,
    most: bookings.MAX_PROPOSED_TIMES,
    view: await proposeView(app, booking, host, { asked: url.searchParams, region, back }),
  };
}

const Proposal = v.object({
  revision: Revision,
  start: v.pipe(
    v.array(v.string()),
    v.transform((times) => times.map((iso) => Date.parse(iso)).filter(isSupportedInstant)),
  ),
  message: Message,
});

/** Proposes the times of the form, for a host of the booking; leads on, or back to an answer that was given meanwhile. */
export function proposeAction(
  by: (event: RequestEvent) => Promise<{ booking: Booking; host: Host }>,
  done: (booking: Booking, event: RequestEvent) => string,
  answered?: (event: RequestEvent) => string,
) {
  return actionBy(by)(
    Proposal,
    async ({ app, booking, host, event }, { start: starts, ...proposal }) => {
      const input = { ...proposal, hostId: host.id, starts };
      const proposed = await bookings.propose(app, booking.id, input);
      return answered ? backOnceAnswered(proposed, answered(event)) : proposed;
    },
    { done: (booking, { event }) => done(booking, event) },
  );
}
