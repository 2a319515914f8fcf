import { redirect } from "@sveltejs/kit";
import { firstWeekday } from "$lib/i18n/first-weekday.ts";
import { messages } from "$lib/i18n/messages.ts";
import { readDashboardVersion } from "$lib/server/views/watch-dashboard.ts";
import { partlyTranslated } from "$lib/scheduling/language.ts";
import { countNeeds } from "$lib/server/operations/read-desk.ts";
import { listForHost } from "$lib/server/teams/answer-invitation.ts";
import type { LayoutServerLoad } from "./$types";
import { latestRequests } from "./latest-requests.ts";
import { readWaiting } from "./read-inbox.ts";

export const load: LayoutServerLoad = async ({ locals, url, depends }) => {
  if (!locals.host) {
    redirect(303, `/auth/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`);
  }
  depends("live:host");
  const { app, host } = locals;
  const now = app.now();
  // Read first: what changes after it has another version.
  const { version } = await readDashboardVersion(
    app.kv,
    host.id,
    now,
    app.settings.syncIntervalMs,
  );
  const [waiting, needs, invitations] = await Promise.all([
    readWaiting(app.kv, host.id, now),
    countNeeds(app, host.id),
    listForHost(app, host.id),
  ]);
  const words = messages(host.language).dashboard;
  return {
    waiting: waiting.length,
    /** The times that they ask for, epoch ms. */
    requestedTimes: waiting.map((booking) => (booking.rescheduleRequest ?? booking).start),
    needs,
    invitations: invitations.length,
    mail: app.sendMail !== null,
    dates: {
      hourCycle: host.hourCycle,
      zone: host.zone,
      /** The ISO weekday on which weeks begin. */
      from: firstWeekday({ ...host, region: locals.region }),
      words: words.dates,
    },
    live: {
      version,
      at: now,
      latest: latestRequests(waiting, host),
      words: words.live,
    },
    /** Said where some texts are in English for want of a translation. */
    untranslated: partlyTranslated.includes(host.language) ? words.partlyTranslated : null,
  };
};
