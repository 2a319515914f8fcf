import type { App } from "../../app.ts";

const PURPOSE = "form shown";
const SHAPE = /^([\w-]{1,40})\.([0-9a-z]{1,12})\.([0-9a-z]{1,12})\.([A-Za-z0-9_-]{43})$/;

/** A field that people neither see nor reach; what fills it in is no person. */
export const HONEYPOT_FIELD = "homepage";

/** When a form was shown: in the length of a run of the program, and by the wall clock for every other run. */
export interface FormShown {
  /** Of the run that showed it. */
  instance: string;
  /** Ms since some moment of that run. */
  elapsed: number;
  /** Epoch ms. */
  at: number;
}

/** Says, signed, when a form was shown; bound to the form's key, so that it is good for one booking. */
export async function signFormTimestamp(
  app: App,
  key: string,
  shown = formShownNow(app),
): Promise<string> {
  const payload = [shown.instance, shown.elapsed.toString(36), shown.at.toString(36)].join(".");
  return `${payload}.${await app.sealer.sign(`${key} ${payload}`, PURPOSE)}`;
}

/** When the form that came back was shown; null where nobody of us says so. */
export async function readFormTimestamp(
  app: App,
  key: string,
  stamp: string,
): Promise<FormShown | null> {
  const [, instance = "", elapsed = "", at = "", signature = ""] = SHAPE.exec(stamp) ?? [];
  const payload = [instance, elapsed, at].join(".");
  if (!await app.sealer.verify(`${key} ${payload}`, PURPOSE, signature)) return null;
  return { instance, elapsed: parseInt(elapsed, 36), at: parseInt(at, 36) };
}

/** Whether a form came back sooner than a person fills it in, or with the trap filled in. */
export async function isTooFast(app: App, form: FormData): Promise<boolean> {
  if (textOf(form, HONEYPOT_FIELD) !== "") return true;
  if (app.settings.formMs === 0) return false;
  const shown = await readFormTimestamp(app, textOf(form, "key"), textOf(form, "shown"));
  return shown === null || formAge(app, shown) < app.settings.formMs;
}

function formShownNow(app: App): FormShown {
  const elapsed = Math.max(0, Math.floor(app.elapsed()));
  return { instance: app.instance, elapsed, at: app.now() };
}

/** How long ago, ms. Where the clock was set back since another run showed it, this run began after that. */
function formAge(app: App, { instance, elapsed, at }: FormShown): number {
  if (instance === app.instance) return app.elapsed() - elapsed;
  const age = app.now() - at;
  return age < 0 ? app.elapsed() : age;
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
