import { redirect } from "@sveltejs/kit";
import { failWith, signedIn } from "$lib/server/http.ts";
import { showLetter } from "$lib/server/letter-view.ts";
import * as letters from "$lib/server/letters.ts";
import { unconfirmedEmail } from "$lib/server/profile.ts";
import { getBookings } from "$lib/server/store/bookings.ts";
import { countFailed, countKept, listLetters } from "$lib/server/store/letters.ts";
import { say } from "$lib/words/say.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { Actions, PageServerLoad } from "./$types";

const PAGE = 30;

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const { searchParams } = event.url;
  const words = wordsFor(host.language).letters.outbox;
  const from = searchParams.get("from");
  const found = await listLetters(app.kv, host.id, {
    limit: PAGE,
    ...(from ? { cursor: from } : {}),
  });
  const ids = [...new Set(found.letters.map((letter) => letter.work.bookingId))];
  const bookings = new Map(
    (await getBookings(app.kv, ids)).map((booking) => [booking.id, booking]),
  );
  return {
    title: words.title,
    words,
    said: saidBy(searchParams.get("said"), words),
    hasServer: app.sendMail !== null,
    hasAddress: host.email !== null,
    unconfirmed: app.sendMail === null ? null : unconfirmedEmail(host),
    kept: await countKept(app.kv, host.id),
    failed: await countFailed(app.kv, host.id),
    older: found.cursor,
    letters: found.letters.map((letter) => {
      const booking = bookings.get(letter.work.bookingId);
      return {
        ...showLetter(letter, host),
        reader: letter.work.to === "host"
          ? words.toYou
          : say(words.toGuest, { name: booking?.guest.name ?? "–" }),
        about: booking
          ? say(words.about, { title: booking.type.title, guest: booking.guest.name })
          : words.gone,
      };
    }),
  };
};

function saidBy(key: string | null, words: { sent: string; wasSetAside: string }): string | null {
  return key === "sent" ? words.sent : key === "aside" ? words.wasSetAside : null;
}

export const actions: Actions = {
  send: async (event) => {
    const host = signedIn(event);
    const id = String((await event.request.formData()).get("id"));
    const sent = await letters.send(event.locals.app, host.id, id);
    if (!sent.ok) return failWith(sent.refusal, {}, host.language);
    redirect(303, "/dashboard/outbox?said=sent");
  },

  aside: async (event) => {
    const host = signedIn(event);
    const id = String((await event.request.formData()).get("id"));
    const aside = await letters.setAside(event.locals.app, host.id, id);
    if (!aside.ok) return failWith(aside.refusal, {}, host.language);
    redirect(303, "/dashboard/outbox?said=aside");
  },
};
