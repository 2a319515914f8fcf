import { redirect } from "@sveltejs/kit";
import { behindGuestLink } from "$lib/server/guest-door.ts";
import { showToGuest } from "$lib/server/guest-view.ts";
import { onwardFrom } from "$lib/server/onward.ts";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import type { PageServerLoad } from "./$types";

// A page of ours between the form and the host's address: a form may not lead to another origin by itself (CSP form-action).
export const csr = false;

export const load: PageServerLoad = async ({ locals: { app }, params }) => {
  const { booking, host } = await behindGuestLink(app, params.token);
  const onward = await onwardFrom(app, booking);
  if (!onward) redirect(303, `/booking/${params.token}`);
  const { onward: words } = wordsFor(booking.guest.language).booking;
  const { title, date, time, address } = showToGuest(app, booking, host, params.token);
  return {
    title,
    when: `${date}, ${time}`,
    words: {
      ...words,
      go: say(words.go, { place: onward.place }),
      text: say(words.text, { name: host.name, place: onward.place }),
    },
    onward,
    own: `/booking/${params.token}`,
    address,
  };
};
