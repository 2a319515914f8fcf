import type { FormAnswer } from "$lib/components/picker-view.ts";
import { isInReach } from "$lib/scheduling/day.ts";
import { GuestWish } from "$lib/scheduling/guest.ts";
import { accepted, type Outcome, type Refusal, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { type Reader, shortDate, timeOfDay } from "$lib/scheduling/wording.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { App } from "../app.ts";
import { request, type Requested, type Wish } from "../bookings.ts";
import { newId } from "../secrets.ts";
import { isoOf } from "./ask.ts";
import { isTooQuick, shownAt, stampForm } from "./form-stamp.ts";

/** Where the form stood. */
export interface FormPlace {
  username: string;
  slug: string;
  viaWidget: boolean;
  /** The secret of a private link that the form's address carries. */
  link: string | null;
  /** Where the guest is, as far as it can be trusted. */
  client: string | null;
}

/** One sent booking form: asks for the time, or says what is to be mended with everything typed kept. */
export async function answerForm(
  app: App,
  place: FormPlace,
  form: FormData,
): Promise<{ ok: true; value: Requested } | { ok: false; refusal: Refusal; answer: FormAnswer }> {
  const wish = wishOf(place, form);
  const outcome = !wish.ok
    ? wish
    : await isTooQuick(app, form)
    ? refused("too-quick")
    : await request(app, wish.value);
  if (outcome.ok) return outcome;
  const answer = answerOf(outcome.refusal, form);
  const since = await shownAt(app, text(form, "key"), text(form, "shown"));
  const shown = await stampForm(app, answer.key, since ?? undefined);
  return { ok: false, refusal: outcome.refusal, answer: { ...answer, shown } };
}

function wishOf(place: FormPlace, form: FormData): Outcome<Wish> {
  const start = Date.parse(text(form, "slot"));
  const minutes = Number(text(form, "minutes"));
  const key = text(form, "key");
  const guest = parse(GuestWish, {
    name: text(form, "name"),
    email: text(form, "email"),
    note: text(form, "note").replaceAll("\r\n", "\n"),
    zone: text(form, "tz"),
    hourCycle: Number(text(form, "hours")),
  });
  if (!guest.ok) return guest;
  if (!isInReach(start)) return refused("invalid", { fields: { slot: "start-invalid" } });
  return accepted({
    ...place,
    start,
    minutes: Number.isInteger(minutes) && minutes > 0 ? minutes : null,
    guest: { ...guest.value, answers: [...answersIn(form)] },
    key: key ? { route: "form", value: key } : null,
  });
}

function answerOf(refusal: Refusal, form: FormData): Omit<FormAnswer, "shown"> {
  const { booking, refusals } = wordsFor("en");
  const timeLost = refusal.code === "taken" || refusal.code === "not-offered";
  const zone = parse(GuestWish.entries.zone, text(form, "tz"));
  const reader: Reader = {
    zone: zone.ok ? zone.value : "UTC",
    language: "en",
    hourCycle: text(form, "hours") === "12" ? 12 : 24,
  };
  return {
    message: timeLost
      ? booking.form.taken
      : refusal.code === "key-reused"
      ? booking.form.sentBefore
      : refusals.sentences[refusal.code],
    fields: Object.fromEntries(
      Object.entries(refusal.fields ?? {}).map((
        [name, why],
      ) => [name, refusals.fields[why] ?? why]),
    ),
    asksOther: Object.values(refusal.fields ?? {}).includes("unknown-answer"),
    values: {
      name: text(form, "name"),
      email: text(form, "email"),
      note: text(form, "note"),
      answers: Object.fromEntries(answersIn(form)),
    },
    alternatives: (refusal.alternatives ?? []).map((start) => ({
      iso: isoOf(start),
      label: `${shortDate(start, reader)}, ${timeOfDay(start, reader)}`,
    })),
    offered: !timeLost,
    key: refusal.code === "key-reused" || !text(form, "key") ? newId() : text(form, "key"),
  };
}

/** The form's answers by the slugs of their questions: a field `answer.company` answers `company`. */
function answersIn(form: FormData): Map<string, string> {
  const answers = new Map<string, string>();
  for (const name of form.keys()) {
    if (name.startsWith("answer.")) {
      answers.set(name.slice("answer.".length), text(form, name).replaceAll("\r\n", "\n"));
    }
  }
  return answers;
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
