import type { RequestEvent } from "@sveltejs/kit";
import type { SignInIntent } from "./oidc.ts";
import { deleteCookie, getCookie, setCookie } from "./cookies.ts";
import { base64url, fromBase64url } from "../runtime/secrets.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";

const intentCookie = "invito_sign_in_intent";
const intentLifetimeMs = 15 * MINUTE;

/** Stores the intent in a signed cookie for 15 minutes. */
export async function saveSignInIntent(event: RequestEvent, intent: SignInIntent): Promise<void> {
  const { app } = event.locals;
  const payload = { ...intent, expiresAt: app.now() + intentLifetimeMs };
  const text = base64url(new TextEncoder().encode(JSON.stringify(payload)));
  const signed = `${text}.${await app.sealer.sign(text, "sign-in-intent")}`;
  setCookie(event, intentCookie, signed, intentLifetimeMs / 1000);
}

/** Reads and deletes the intent cookie; null when it is missing, expired or not signed here. */
export async function takeSignInIntent(event: RequestEvent): Promise<SignInIntent | null> {
  const { app } = event.locals;
  const [text = "", signature = ""] = (getCookie(event, intentCookie) ?? "").split(".");
  deleteCookie(event, intentCookie);
  if (!await app.sealer.verify(text, "sign-in-intent", signature)) return null;
  const intent: SignInIntent & { expiresAt: number } = JSON.parse(
    new TextDecoder().decode(fromBase64url(text)),
  );
  return intent.expiresAt > app.now() ? intent : null;
}
