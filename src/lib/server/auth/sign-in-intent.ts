import type { RequestEvent } from "@sveltejs/kit";
import type { SignInIntent } from "./oidc.ts";
import { deleteCookie, getCookie, setCookie } from "./cookies.ts";
import { base64url, fromBase64url } from "../runtime/secrets.ts";

const intentCookie = "invito_sign_in_intent";
const intentLifetimeMs = 15 * 60_000;

/** Keeps in this browser, signed and for 15 minutes, what was wished when it was sent to the issuer. */
export async function saveSignInIntent(event: RequestEvent, intent: SignInIntent): Promise<void> {
  const { app } = event.locals;
  const payload = { ...intent, until: app.now() + intentLifetimeMs };
  const text = base64url(new TextEncoder().encode(JSON.stringify(payload)));
  const signed = `${text}.${await app.sealer.sign(text, "sign-in-intent")}`;
  setCookie(event, intentCookie, signed, intentLifetimeMs / 1000);
}

/** The errand of this browser, once; null when there is none, it is over, or it was not signed here. */
export async function takeSignInIntent(event: RequestEvent): Promise<SignInIntent | null> {
  const { app } = event.locals;
  const [text = "", signature = ""] = (getCookie(event, intentCookie) ?? "").split(".");
  deleteCookie(event, intentCookie);
  if (!await app.sealer.verify(text, "sign-in-intent", signature)) return null;
  const intent: SignInIntent & { until: number } = JSON.parse(
    new TextDecoder().decode(fromBase64url(text)),
  );
  return intent.until > app.now() ? intent : null;
}
