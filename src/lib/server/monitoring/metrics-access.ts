import { createHash, timingSafeEqual } from "node:crypto";
import type { App } from "../app.ts";
import { bearerOf } from "../http/sign-in-by-key.ts";
import { isDoctorProbe } from "./doctor-probe.ts";

/** Why a request may not read the metrics, as its answer: whoever has the token may, and `doctor --watch`. */
export async function metricsRefusal(app: App, request: Request): Promise<Response | null> {
  const { metricsToken } = app.settings;
  const given = bearerOf(request.headers);
  if (metricsToken !== null && given !== null && isSame(given, metricsToken)) return null;
  if (await isDoctorProbe(app, request)) return null;
  if (metricsToken === null) return answer(404, "Not found. INVITO_METRICS_TOKEN opens it.", {});
  return answer(401, "This needs the token of INVITO_METRICS_TOKEN.", {
    "www-authenticate": `Bearer realm="metrics"`,
  });
}

/** In a time that says nothing of either. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(a!, b!);
}

function answer(status: number, text: string, headers: Record<string, string>): Response {
  return new Response(`${text}\n`, {
    status,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      ...headers,
    },
  });
}
