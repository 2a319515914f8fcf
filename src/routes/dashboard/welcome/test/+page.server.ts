import { redirect } from "@sveltejs/kit";
import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { shortDate, timeOfDay, whenInWords } from "$lib/scheduling/wording.ts";
import * as bookings from "$lib/server/bookings.ts";
import { failWith, signedIn } from "$lib/server/http.ts";
import { listEntries } from "$lib/server/store/written.ts";
import * as trial from "$lib/server/trial.ts";
import { wordsFor } from "$lib/words/index.ts";
import { say } from "$lib/words/say.ts";
import { decide } from "../../decide.ts";
import { readerOf, rowOf } from "../../rows.ts";
import type { Actions, PageServerLoad, PageServerLoadEvent } from "./$types";

const here = "/dashboard/welcome/test";

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const { app } = event.locals;
  const { trial: words, inbox } = wordsFor(host.language).dashboard;
  const id = event.url.searchParams.get("booking");
  const booking = id ? await trial.find(app, host.id, id) : null;
  if (id && !booking) redirect(303, here);
  return {
    title: words.title,
    words,
    decideWords: inbox.decide,
    erased:
      (["erased", "erasing"] as const).find((said) =>
        said === event.url.searchParams.get("said")
      ) ?? null,
    test: booking ? await testOf(event, booking) : null,
    choice: booking ? null : await choiceOf(event),
  };
};

/** What can be asked for. */
async function choiceOf(event: PageServerLoadEvent) {
  const host = signedIn(event);
  const { app } = event.locals;
  const words = wordsFor(host.language).dashboard.trial;
  const type = await trial.typeToTry(app, host.id);
  const times = type ? await trial.timesToTry(app, host, type) : [];
  const [minutes = 0] = type?.durations ?? [];
  return {
    text: type && say(words.ask.text, { type: type.title, minutes }),
    // Where nothing is sent, nobody has to make up an address.
    email: host.email ?? (app.sendMail ? "" : "guest@example.org"),
    emailHint: app.sendMail ? words.ask.emailHint : words.ask.emailHintNoMail,
    times: times.map((start) => ({
      start,
      when: shortWhen({ start, end: start + minutes * 60_000 }, host),
    })),
  };
}

/** In the host's own zone, which need not be named six times. */
function shortWhen({ start, end }: { start: number; end: number }, host: Host): string {
  const reader = readerOf(host);
  return `${shortDate(start, reader)}, ${timeOfDay(start, reader)}–${timeOfDay(end, reader)}`;
}

/** How the test stands. */
async function testOf(event: PageServerLoadEvent, booking: Booking) {
  const host = signedIn(event);
  const { app } = event.locals;
  const words = wordsFor(host.language).dashboard.trial;
  const open = booking.status === "PENDING" && isLiveBooking(booking, app.now());
  const when = whenInWords(booking, readerOf(host));
  return {
    state: open
      ? "asked" as const
      : booking.status === "CONFIRMED"
      ? "confirmed" as const
      : booking.status === "REJECTED"
      ? "rejected" as const
      : "over" as const,
    row: rowOf(booking, host),
    asks: say(words.decide.text, { name: booking.guest.name, when }),
    agreed: say(words.done.confirmed.text, { when }),
    letters: app.sendMail ? words.decide.letters : words.decide.noLetters,
    guestPage: `/booking/${await bookings.openGuestLink(app, booking)}`,
    written: (await listEntries(app.kv, booking.slot)).length > 0,
  };
}

const back = ({ id }: { id: string }) => `${here}?booking=${id}`;

export const actions: Actions = {
  async ask(event) {
    const host = signedIn(event), form = await event.request.formData();
    const typed = {
      start: String(form.get("start") ?? "").slice(0, 20),
      email: String(form.get("email") ?? "").trim().slice(0, 300),
      id: "",
      message: "",
      detail: "",
    };
    const start = typed.start === "" ? NaN : Number(typed.start);
    const wish = parse(trial.TrialWish, { start, email: typed.email });
    if (!wish.ok) return failWith(wish.refusal, typed, host.language);
    const asked = await trial.ask(event.locals.app, host, wish.value);
    if (!asked.ok) return failWith(asked.refusal, typed, host.language);
    redirect(303, back(asked.value));
  },

  confirm: (event) => decide(event, bookings.confirm, back),
  reject: (event) => decide(event, bookings.reject, back),

  async erase(event) {
    const host = signedIn(event), form = await event.request.formData();
    const id = String(form.get("id") ?? "").slice(0, 100);
    const erased = await trial.erase(event.locals.app, host.id, id);
    if (!erased.ok) {
      const typed = { start: "", email: "", id, message: "", detail: "" };
      return failWith(erased.refusal, typed, host.language);
    }
    redirect(303, `${here}?said=${erased.value.gone ? "erased" : "erasing"}`);
  },
};
