import * as v from "valibot";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { parseClockTime } from "$lib/scheduling/wall-time.ts";
import {
  locationFields,
  unchosenLocation,
} from "../[...owner=owner]/event-types/editor/location-values.ts";
import { WelcomeInput } from "./save-welcome.ts";

const text = v.pipe(v.string(), v.trim());

/** The welcome form as it is entered; `days` are ISO weekdays, `clock` is "12" or "24" where the browser reports it. */
export const WelcomeForm = v.object({
  name: text,
  username: text,
  zone: text,
  language: text,
  clock: text,
  email: text,
  days: v.array(v.string()),
  from: text,
  to: text,
  title: text,
  duration: text,
  decision: text,
  locationKind: text,
  locationValue: text,
});

/** It offers guests no choice of places. */
export const { places } = unchosenLocation;
export type WelcomeFormValues = v.InferOutput<typeof WelcomeForm> & { places: typeof places };

/** The input parsed from the form; null ids leave hours or event type as they are. */
export function toWelcomeInput(
  values: WelcomeFormValues,
  scheduleId: string | null,
  typeId: string | null,
): Outcome<WelcomeInput> {
  const from = parseClockTime(values.from, "from"), to = parseClockTime(values.to, "to");
  const input = parse(WelcomeInput, {
    name: values.name,
    username: values.username,
    zone: values.zone,
    language: values.language,
    hourCycle: values.clock === "12" || values.clock === "24" ? Number(values.clock) : null,
    email: values.email || null,
    hours: scheduleId && {
      scheduleId,
      rules: values.days.map((day) => ({ weekday: Number(day), from: from ?? -1, to: to ?? -1 })),
    },
    type: typeId && {
      id: typeId,
      title: values.title,
      durations: [Number(values.duration || NaN)],
      decision: values.decision,
      ...locationFields(values),
    },
  });
  if (input.ok || !input.refusal.fields) return input;
  const unread = from === null || to === null;
  return {
    ok: false,
    refusal: { ...input.refusal, fields: byControl(input.refusal.fields, unread) },
  };
}

function byControl(fields: Record<string, string>, unread: boolean): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([path, error]) => {
      if (path.startsWith("hours")) return ["hours", unread ? "time-invalid" : error];
      if (path.startsWith("type.durations")) return ["duration", error];
      if (path.startsWith("type.location")) return ["location", error];
      return [path.replace(/^type\./, ""), error];
    }),
  );
}
