import { redirect, type RequestEvent } from "@sveltejs/kit";
import { speak } from "$lib/server/http/page-language.ts";
import { loadProposePage, mayPropose, proposeAction } from "$lib/server/http/propose-page.ts";
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

const page = ({ params }: RequestEvent) => `/booking/${params.token}/confirm`;

export const actions: Actions = {
  default: proposeAction(
    ({ locals, params }) => findHostBooking(locals.app, params.token ?? ""),
    (_, event) => `${page(event)}?proposed`,
    page,
  ),
};
