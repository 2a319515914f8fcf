import { redirect } from "@sveltejs/kit";
import type { Host } from "$lib/scheduling/host.ts";
import { endExchange } from "$lib/server/exchange.ts";
import { enterByIssuer } from "$lib/server/oidc.ts";
import { signInHere } from "$lib/server/session-cookie.ts";
import type { RequestHandler } from "./$types";

/** Where the issuer sends people back to. */
export const GET: RequestHandler = async (event) => {
  const { app, host: signedIn } = event.locals;
  const ended = await endExchange(event);
  if (!ended.ok) return back(signedIn, ended.refusal.detail);
  const { claims, issuer, errand } = ended.value;
  const entered = await enterByIssuer(app, issuer, claims, errand, signedIn);
  if (!entered.ok) return back(signedIn, entered.refusal.detail);
  if (errand.addTo === null) await signInHere(event, entered.value.id, "issuer");
  redirect(303, errand.to);
};

function back(signedIn: Host | null, trouble = "issuer-failed"): never {
  const page = signedIn ? "/dashboard/settings" : "/auth/sign-in";
  redirect(303, `${page}?trouble=${trouble}`);
}
