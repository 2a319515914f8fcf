import { redirect } from "@sveltejs/kit";
import { countFailedEmails, countUnsentEmails } from "$lib/server/store/email-jobs.ts";
import type { LayoutServerLoad } from "./$types";
import { countWaiting } from "./read-inbox.ts";

export const load: LayoutServerLoad = async ({ locals, url }) => {
  if (!locals.host) {
    redirect(303, `/auth/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
  }
  const { app, host } = locals;
  const [unsent, failed] = await Promise.all([
    countUnsentEmails(app.kv, host.id),
    countFailedEmails(app.kv, host.id),
  ]);
  return {
    waiting: await countWaiting(app.kv, host.id, app.now()),
    emails: unsent + failed,
    mail: app.sendMail !== null,
  };
};
