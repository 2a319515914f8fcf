import { redirect } from "@sveltejs/kit";
import type { Host } from "$lib/scheduling/host.ts";
import { keepIssuer } from "$lib/server/auth/issuer-sign-out.ts";
import { finishSignIn } from "$lib/server/auth/sign-in-flow.ts";
import { signInByGitHub, signInByOidc } from "$lib/server/auth/oidc.ts";
import { startBrowserSession } from "$lib/server/auth/session-cookie.ts";
import type { RequestHandler } from "./$types";

const signInBy = { oidc: signInByOidc, github: signInByGitHub };

/** The redirect URI of every service; with a provider, the address that was told to issuers before. */
export const GET: RequestHandler = async (event) => {
  const { app, host: signedIn } = event.locals;
  const ended = await finishSignIn(event, event.params.provider);
  if (!ended.ok) return back(signedIn, ended.refusal.detail);
  const { answer, intent } = ended.value;
  const { issuer, claims, withoutUserinfo } = answer;
  const entered = await signInBy[intent.service](
    app,
    issuer,
    claims,
    intent,
    signedIn,
    withoutUserinfo,
  );
  if (!entered.ok) return back(signedIn, entered.refusal.detail);
  if (intent.linkToHostId === null) {
    const atIssuer = await keepIssuer(app, answer);
    await startBrowserSession(event, entered.value.id, intent.service, atIssuer);
  }
  redirect(303, intent.redirectTo);
};

function back(signedIn: Host | null, errorCode = "issuer-failed"): never {
  const page = signedIn ? "/dashboard/settings" : "/auth/sign-in";
  redirect(303, `${page}?error=${errorCode}`);
}
