import { redirect } from "@sveltejs/kit";
import { whenInWords } from "$lib/scheduling/wording.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as guestData from "$lib/server/guest-data.ts";
import { failWith, signedIn } from "$lib/server/http.ts";
import { wordsFor } from "$lib/words/index.ts";
import { count, say } from "$lib/words/say.ts";
import { readerOf } from "../../rows.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const { guest: words, title } = wordsFor(host.language).dashboard.data;
  const query = event.url.searchParams;
  const email = addressFrom(query.get("email"));
  const { all, coming } = await guestData.look(event.locals.app, host.id, email);
  const erased = numberFrom(query.get("erased")), underWay = numberFrom(query.get("waits"));
  return {
    title: words.title,
    words,
    back: title,
    email,
    found: all === 0
      ? say(words.none, { email })
      : count(words.found, all, host.language, { email }),
    all,
    coming: coming.map((booking) => comingOf(booking, host)),
    done: erased ? count(words.erased, erased, host.language) : null,
    underWay: underWay ? count(words.underWay, underWay, host.language) : null,
  };
};

export const actions: Actions = {
  async erase(event) {
    const host = signedIn(event), form = await event.request.formData();
    const email = addressFrom(form.get("email"));
    if (form.get("sure") !== "on") {
      const refusal = { code: "invalid" as const, fields: { sure: "sure-needed" } };
      return failWith(refusal, { email }, host.language);
    }
    const { erased, underWay } = await guestData.forget(event.locals.app, host, email);
    const said = new URLSearchParams({ email, erased: `${erased}`, waits: `${underWay}` });
    redirect(303, `/dashboard/settings/guest?${said}`);
  },
};

function comingOf(booking: Booking, host: Host) {
  return { id: booking.id, type: booking.type.title, when: whenInWords(booking, readerOf(host)) };
}

function addressFrom(value: FormDataEntryValue | null): string {
  return String(value ?? "").trim().slice(0, 254);
}

function numberFrom(value: string | null): number {
  return Math.max(0, Math.min(1e6, Math.floor(Number(value) || 0)));
}
