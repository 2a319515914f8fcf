import type { App } from "../../app.ts";

const PURPOSE = "form shown";
const SHAPE = /^([\w-]{1,40})\.([0-9a-z]{1,12})\.([0-9a-z]{1,12})\.([A-Za-z0-9_-]{43})$/;

/** A hidden field that only bots fill in. */
export const HONEYPOT_FIELD = "homepage";

/** When a form was shown: by the monotonic clock of this process, and by the wall clock for forms shown by another process. */
export interface FormShown {
  /** The process that showed it. */
  instance: string;
  /** Monotonic clock of that process, ms. */
  elapsed: number;
  /** Epoch ms. */
  at: number;
}

/** Signs the time at which a form was shown; bound to the form's key, so that it is valid for one booking. */
export async function signFormTimestamp(
  app: App,
  key: string,
  shown = formShownNow(app),
): Promise<string> {
  const payload = [shown.instance, shown.elapsed.toString(36), shown.at.toString(36)].join(".");
  return `${payload}.${await app.sealer.sign(`${key} ${payload}`, PURPOSE)}`;
}

/** When a submitted form was shown; null where the signature is not valid. */
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

/** Whether a form was submitted faster than people can fill it in, or with the honeypot filled in. */
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

/** Age of the form, ms. Where the wall clock was set back since another process showed it, the age of this process is used. */
function formAge(app: App, { instance, elapsed, at }: FormShown): number {
  if (instance === app.instance) return app.elapsed() - elapsed;
  const age = app.now() - at;
  return age < 0 ? app.elapsed() : age;
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
