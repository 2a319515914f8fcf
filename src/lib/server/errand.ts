import type { RequestEvent } from "@sveltejs/kit";
import type { Errand } from "./oidc.ts";
import { dropCookie, getCookie, setCookie } from "./own-cookies.ts";
import { base64url, fromBase64url } from "./secrets.ts";

const errandCookie = "invito_errand";
const errandMs = 15 * 60_000;

/** Keeps in this browser, signed and for 15 minutes, what was wished when it was sent to the issuer. */
export async function keepErrand(event: RequestEvent, errand: Errand): Promise<void> {
  const { app } = event.locals;
  const said = { ...errand, until: app.now() + errandMs };
  const text = base64url(new TextEncoder().encode(JSON.stringify(said)));
  const signed = `${text}.${await app.sealer.sign(text, "errand")}`;
  setCookie(event, errandCookie, signed, errandMs / 1000);
}

/** The errand of this browser, once; null when there is none, it is over, or it was not signed here. */
export async function takeErrand(event: RequestEvent): Promise<Errand | null> {
  const { app } = event.locals;
  const [text = "", signature = ""] = (getCookie(event, errandCookie) ?? "").split(".");
  dropCookie(event, errandCookie);
  if (!await app.sealer.verify(text, "errand", signature)) return null;
  const said: Errand & { until: number } = JSON.parse(
    new TextDecoder().decode(fromBase64url(text)),
  );
  return said.until > app.now() ? said : null;
}
