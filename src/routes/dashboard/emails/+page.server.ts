import * as v from "valibot";
import { Id } from "$lib/scheduling/id.ts";
import { action } from "$lib/server/http/action.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { emailRow } from "$lib/server/jobs/email-view.ts";
import * as hostEmails from "$lib/server/jobs/host-emails.ts";
import { unverifiedEmail } from "$lib/server/hosts/profile.ts";
import { getBookings } from "$lib/server/store/bookings.ts";
import {
  countFailedEmails,
  countUnsentEmails,
  listEmailJobs,
} from "$lib/server/store/email-jobs.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";

const PAGE = 30;

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const { searchParams } = event.url;
  const { emails, dashboard } = messages(host.language);
  const words = emails.list;
  const from = searchParams.get("from");
  const found = await listEmailJobs(app.kv, host.id, {
    limit: PAGE,
    ...(from ? { cursor: from } : {}),
  });
  const ids = [...new Set(found.emails.map((email) => email.work.bookingId))];
  const bookings = new Map(
    (await getBookings(app.kv, ids)).map((booking) => [booking.id, booking]),
  );
  return {
    title: words.title,
    words,
    notice: successMessage(searchParams.get("notice"), words),
    noMail: app.sendMail === null ? dashboard.inbox.notices.noMail : null,
    hasAddress: host.email !== null,
    unconfirmed: app.sendMail === null ? null : unverifiedEmail(host),
    unsent: await countUnsentEmails(app.kv, host.id),
    failed: await countFailedEmails(app.kv, host.id),
    older: found.cursor,
    emails: found.emails.map((email) => {
      const booking = bookings.get(email.work.bookingId);
      return {
        ...emailRow(email, host, app.sendMail !== null),
        reader: email.work.to === "host"
          ? words.toYou
          : format(words.toGuest, { name: booking?.guest.name ?? "–" }),
        about: booking
          ? format(words.about, { title: booking.type.title, guest: booking.guest.name })
          : words.gone,
      };
    }),
  };
};

function successMessage(
  key: string | null,
  words: { sent: string; dismissed: string },
): string | null {
  return key === "sent" ? words.sent : key === "dismissed" ? words.dismissed : null;
}

const One = v.object({ id: Id });

export const actions: Actions = {
  send: action(One, ({ app, host }, { id }) => hostEmails.resendEmail(app, host.id, id), {
    done: () => "/dashboard/emails?notice=sent",
  }),
  dismiss: action(One, ({ app, host }, { id }) => hostEmails.dismissEmail(app, host.id, id), {
    done: () => "/dashboard/emails?notice=dismissed",
  }),
};
