import type { App } from "../app.ts";
import { readForwardedHeaders } from "../http/forwarded-headers.ts";
import type { ProxyHeaders } from "../kv/installation.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";

const HEADER = "x-invito-doctor";
const VALID_MS = 5 * MINUTE;

/** Headers by which `deno task doctor` asks the running process how it was reached; signed with the session secret. */
export async function doctorProbeHeaders(app: Pick<App, "sealer" | "now">) {
  const text = String(app.now());
  return { [HEADER]: `${text}.${await app.sealer.sign(text, "doctor")}` };
}

/** The forwarding headers of a doctor's request; null for other requests. */
export async function answerDoctorProbe(
  app: Pick<App, "sealer" | "now">,
  request: Request,
  url: URL,
): Promise<ProxyHeaders | null> {
  return await isDoctorProbe(app, request) ? readForwardedHeaders(request, url) : null;
}

/** Whether a request is of a doctor who knows the session secret. */
export async function isDoctorProbe(
  app: Pick<App, "sealer" | "now">,
  request: Request,
): Promise<boolean> {
  const [text = "", signature = ""] = request.headers.get(HEADER)?.split(".") ?? [];
  if (!(Math.abs(app.now() - Number(text)) < VALID_MS)) return false;
  return await app.sealer.verify(text, "doctor", signature);
}
