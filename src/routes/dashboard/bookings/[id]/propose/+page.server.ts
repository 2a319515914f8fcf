import { error, fail, redirect } from "@sveltejs/kit";
import { messages } from "$lib/i18n/messages.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { loadProposePage, mayPropose, submitProposal } from "$lib/server/http/propose-page.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import type { Actions, PageServerLoad } from "./$types";

// The framework is not loaded: the page works without scripts, and `static/picker.js` makes it faster.
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const { booking, host } = await findBooking(event);
  const { app, region } = event.locals;
  const back = `/dashboard/bookings/${booking.id}`;
  if (!mayPropose(app, booking, host)) redirect(303, back);
  return await loadProposePage(app, booking, host, { url: event.url, region, back });
};

export const actions: Actions = {
  default: async (event) => {
    const { booking, host } = await findBooking(event);
    const form = await event.request.formData();
    const outcome = await submitProposal(event.locals.app, booking, host, form);
    if (outcome.ok) redirect(303, `/dashboard/bookings/${booking.id}?notice=proposed`);
    return fail(statusOf[outcome.refusal.code], outcome.answer!);
  },
};

/** The booking of one of its hosts; a manager who is none proposes nothing. */
async function findBooking(
  event: { locals: App.Locals; url: URL; params: { id: string } },
) {
  const host = requireHost(event);
  const booking = await getBooking(event.locals.app.kv, event.params.id);
  if (!booking?.hosts.includes(host.id)) {
    error(404, messages(host.language).refusals.sentences["not-found"]);
  }
  return { booking, host };
}
