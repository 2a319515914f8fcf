import { redirect } from "@sveltejs/kit";
import type { Host } from "$lib/scheduling/host.ts";
import { finishOidcFlow } from "$lib/server/auth/oidc-flow.ts";
import { signInByOidc } from "$lib/server/auth/oidc.ts";
import { startBrowserSession } from "$lib/server/auth/session-cookie.ts";
import type { RequestHandler } from "./$types";

/** The OpenID Connect redirect URI. */
export const GET: RequestHandler = async (event) => {
  const { app, host: signedIn } = event.locals;
  const ended = await finishOidcFlow(event);
  if (!ended.ok) return back(signedIn, ended.refusal.detail);
  const { claims, issuer, intent, withoutUserinfo } = ended.value;
  const entered = await signInByOidc(app, issuer, claims, intent, signedIn, withoutUserinfo);
  if (!entered.ok) return back(signedIn, entered.refusal.detail);
  if (intent.linkToHostId === null) await startBrowserSession(event, entered.value.id, "oidc");
  redirect(303, intent.redirectTo);
};

function back(signedIn: Host | null, errorCode = "issuer-failed"): never {
  const page = signedIn ? "/dashboard/settings" : "/auth/sign-in";
  redirect(303, `${page}?error=${errorCode}`);
}
