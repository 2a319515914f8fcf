import { fail, redirect } from "@sveltejs/kit";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import { speak } from "$lib/server/http/page-language.ts";
import { loadProposePage, mayPropose, submitProposal } from "$lib/server/http/propose-page.ts";
import { findHostBooking } from "../decision-page.ts";
import type { Actions, PageServerLoad } from "./$types";

export const csr = false;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { app, region } = locals;
  const { booking, host } = await findHostBooking(app, params.token);
  const back = `/booking/${params.token}/confirm`;
  if (!mayPropose(app, booking, host)) redirect(303, back);
  const page = await loadProposePage(app, booking, host, { url, region, back });
  return { ...page, ...speak(locals, host.language) };
};

export const actions: Actions = {
  default: async ({ locals: { app }, params, request }) => {
    const { booking, host } = await findHostBooking(app, params.token);
    const outcome = await submitProposal(app, booking, host, await request.formData());
    if (outcome.ok) redirect(303, `/booking/${params.token}/confirm?proposed`);
    const { code } = outcome.refusal;
    if (code.startsWith("already-") || code === "expired") {
      redirect(303, `/booking/${params.token}/confirm`);
    }
    return fail(statusOf[code], outcome.answer!);
  },
};
