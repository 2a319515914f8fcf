import type { App } from "../app.ts";

const PURPOSE = "form shown";
const SHAPE = /^([0-9a-z]{1,12})\.([A-Za-z0-9_-]{43})$/;

/** A field that people neither see nor reach; what fills it in is no person. */
export const TRAP = "homepage";

/** Says, signed, when a form was shown; bound to the form's key, so that it is good for one booking. */
export async function stampForm(app: App, key: string, shownAt = app.now()): Promise<string> {
  const at = shownAt.toString(36);
  return `${at}.${await app.sealer.sign(`${key} ${at}`, PURPOSE)}`;
}

/** When the form that came back was shown, epoch ms; null where nobody of us says so. */
export async function shownAt(app: App, key: string, stamp: string): Promise<number | null> {
  const [, at = "", signature = ""] = SHAPE.exec(stamp) ?? [];
  const isOurs = await app.sealer.verify(`${key} ${at}`, PURPOSE, signature);
  return isOurs ? parseInt(at, 36) : null;
}

/** Whether a form came back sooner than a person fills it in, or with the trap filled in. */
export async function isTooQuick(app: App, form: FormData): Promise<boolean> {
  if (textOf(form, TRAP) !== "") return true;
  if (app.settings.formMs === 0) return false;
  const shown = await shownAt(app, textOf(form, "key"), textOf(form, "shown"));
  return shown === null || app.now() - shown < app.settings.formMs;
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
