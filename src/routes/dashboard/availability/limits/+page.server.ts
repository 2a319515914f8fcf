import { redirect } from "@sveltejs/kit";
import { capPeriods, CapsWish } from "$lib/scheduling/caps.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { failWith, signedIn } from "$lib/server/http.ts";
import * as hostRules from "$lib/server/host-rules.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";
import { wordsFor } from "$lib/words/index.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = signedIn(event);
  const words = wordsFor(host.language).dashboard.hours;
  const { caps, revision } = await getHostRules(event.locals.app.kv, host.id);
  return {
    title: words.limits.title,
    words,
    typed: {
      day: String(caps.day ?? ""),
      week: String(caps.week ?? ""),
      month: String(caps.month ?? ""),
      revision: String(revision),
    },
    saved: event.url.searchParams.get("said") === "saved",
  };
};

export const actions: Actions = {
  default: async (event) => {
    const host = signedIn(event);
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const typed = {
      day: text("day"),
      week: text("week"),
      month: text("month"),
      revision: text("revision"),
    };
    const caps = parse(
      CapsWish,
      Object.fromEntries(
        capPeriods.map((each) => [each, typed[each] === "" ? null : Number(typed[each])]),
      ),
    );
    if (!caps.ok) return failWith(caps.refusal, typed, host.language);
    const revision = Number(form.get("over") ?? typed.revision);
    const saved = await hostRules.setCaps(event.locals.app, host.id, revision, caps.value);
    if (!saved.ok) return failWith(saved.refusal, typed, host.language);
    redirect(303, "/dashboard/availability/limits?said=saved");
  },
};
