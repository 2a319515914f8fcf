import type { Outcome } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { parseClockTime } from "$lib/scheduling/wall-time.ts";
import { WelcomeInput } from "./save-welcome.ts";

/** The first page as it was typed; `days` are ISO weekdays. */
export interface WelcomeFormValues {
  name: string;
  username: string;
  zone: string;
  /** "12" or "24" where the browser said so. */
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
    clock: text("clock"),
    email: text("email"),
    days: form.getAll("days").map(String),
    from: text("from"),
    to: text("to"),
    title: text("title"),
    duration: text("duration"),
    decision: text("decision"),
  };
}

/** The wish behind what was typed; null ids leave hours or type as they are. */
export function toWelcomeInput(
  typed: WelcomeFormValues,
  scheduleId: string | null,
  typeId: string | null,
): Outcome<WelcomeInput> {
  const from = parseClockTime(typed.from, "from"), to = parseClockTime(typed.to, "to");
  const wish = parse(WelcomeInput, {
    name: typed.name,
    username: typed.username,
    zone: typed.zone,
    hourCycle: typed.clock === "12" || typed.clock === "24" ? Number(typed.clock) : null,
    email: typed.email || null,
    hours: scheduleId && {
      scheduleId,
      rules: typed.days.map((day) => ({ weekday: Number(day), from: from ?? -1, to: to ?? -1 })),
    },
    type: typeId && {
      id: typeId,
      title: typed.title,
      durations: [Number(typed.duration || NaN)],
      decision: typed.decision,
    },
  });
  if (wish.ok || !wish.refusal.fields) return wish;
  const unread = from === null || to === null;
  return {
    ok: false,
    refusal: { ...wish.refusal, fields: byControl(wish.refusal.fields, unread) },
  };
}

function byControl(fields: Record<string, string>, unread: boolean): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([path, trouble]) => {
      if (path.startsWith("hours")) return ["hours", unread ? "time-invalid" : trouble];
      if (path.startsWith("type.durations")) return ["duration", trouble];
      return [path.replace(/^type\./, ""), trouble];
    }),
  );
}
