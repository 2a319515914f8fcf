import type { RequestEvent } from "@sveltejs/kit";
import type { Errand } from "./oidc.ts";
import { base64url, fromBase64url } from "./secrets.ts";

const errandCookie = "invito_errand";
const errandMs = 15 * 60_000;

/** Keeps in this browser, signed and for 15 minutes, what was wished when it was sent to the issuer. */
export async function keepErrand(event: RequestEvent, errand: Errand): Promise<void> {
  const { app } = event.locals;
  const said = { ...errand, until: app.now() + errandMs };
  const text = base64url(new TextEncoder().encode(JSON.stringify(said)));
  event.cookies.set(errandCookie, `${text}.${await app.sealer.sign(text, "errand")}`, {
    path: "/auth",
    httpOnly: true,
    sameSite: "lax",
    secure: event.url.protocol === "https:",
    maxAge: errandMs / 1000,
  });
}

/** The errand of this browser, once; null when there is none, it is over, or it was not signed here. */
export async function takeErrand(event: RequestEvent): Promise<Errand | null> {
  const { app } = event.locals;
  const [text = "", signature = ""] = (event.cookies.get(errandCookie) ?? "").split(".");
  event.cookies.delete(errandCookie, { path: "/auth" });
  if (!await app.sealer.verify(text, "errand", signature)) return null;
  const said: Errand & { until: number } = JSON.parse(
    new TextDecoder().decode(fromBase64url(text)),
  );
  return said.until > app.now() ? said : null;
}
