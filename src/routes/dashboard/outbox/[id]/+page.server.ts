import { error, redirect } from "@sveltejs/kit";
import { failWith, signedIn } from "$lib/server/http.ts";
import { showLetter } from "$lib/server/letter-view.ts";
import * as letters from "$lib/server/letters.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const { letters: { outbox: words }, refusals } = wordsFor(host.language);
  const seen = await letters.look(app, host.id, event.params.id);
  if (!seen) error(404, refusals.sentences["not-found"]);
  const { job, about, overtaken } = seen;
  const shown = showLetter(job, host);
  return {
    title: shown.kind,
    words,
    letter: { ...shown, canSend: shown.canSend && !overtaken && app.sendMail !== null },
    overtaken,
    about: about && {
      bookingId: about.booking.id,
      to: about.letter.to,
      replyTo: about.letter.replyTo?.address ?? null,
      subject: about.letter.subject,
      text: about.letter.text,
      links: about.letter.links,
      hasInvitation: about.letter.invitation !== null,
    },
  };
};

export const actions: Actions = {
  send: async (event) => {
    const host = signedIn(event);
    const sent = await letters.send(event.locals.app, host.id, event.params.id);
    if (!sent.ok) return failWith(sent.refusal, {}, host.language);
    redirect(303, "/dashboard/outbox?said=sent");
  },

  aside: async (event) => {
    const host = signedIn(event);
    const aside = await letters.setAside(event.locals.app, host.id, event.params.id);
    if (!aside.ok) return failWith(aside.refusal, {}, host.language);
    redirect(303, "/dashboard/outbox?said=aside");
  },
};
