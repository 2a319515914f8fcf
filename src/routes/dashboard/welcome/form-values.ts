import type { Outcome } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { parseClockTime } from "$lib/scheduling/wall-time.ts";
import {
  locationFields,
  type LocationValues,
  readLocation,
} from "../event-types/editor/location-values.ts";
import { WelcomeInput } from "./save-welcome.ts";

/** The welcome form as it was entered; `days` are ISO weekdays. */
export interface WelcomeFormValues extends LocationValues {
  name: string;
  username: string;
  zone: string;
  language: string;
  /** "12" or "24" where the browser reports it. */
  clock: string;
  email: string;
  days: string[];
  from: string;
  to: string;
  title: string;
  duration: string;
  decision: string;
}

export function readWelcomeForm(form: FormData): WelcomeFormValues {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  return {
    name: text("name"),
    username: text("username"),
    zone: text("zone"),
    language: text("language"),
    clock: text("clock"),
    email: text("email"),
    days: form.getAll("days").map(String),
    from: text("from"),
    to: text("to"),
    title: text("title"),
    duration: text("duration"),
    decision: text("decision"),
    ...readLocation(form),
  };
}

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
