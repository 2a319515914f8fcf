import { redirect } from "@sveltejs/kit";
import { countFailedEmails } from "$lib/server/store/email-jobs.ts";
import type { LayoutServerLoad } from "./$types";
import { countWaiting } from "./read-inbox.ts";

export const load: LayoutServerLoad = async ({ locals, url }) => {
  if (!locals.host) {
    redirect(303, `/auth/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
  }
  const { app, host } = locals;
  const [waiting, failedEmails] = await Promise.all([
    countWaiting(app.kv, host.id, app.now()),
    countFailedEmails(app.kv, host.id),
  ]);
  return {
    waiting,
    failedEmails,
    mail: app.sendMail !== null,
  };
};
