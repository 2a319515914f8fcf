import type { App } from "../app.ts";
import { readForwardedHeaders } from "../http/forwarded-headers.ts";
import type { ProxyHeaders } from "../store/installation.ts";

const HEADER = "x-invito-doctor";
const VALID_MS = 5 * 60_000;

/** The headers by which `deno task doctor` asks the running program how it was reached: who has not its secret learns nothing. */
export async function doctorProbeHeaders(app: Pick<App, "sealer" | "now">) {
  const text = String(app.now());
  return { [HEADER]: `${text}.${await app.sealer.sign(text, "doctor")}` };
}

/** How the doctor's question arrived; null for everybody else. */
export async function answerDoctorProbe(
  app: Pick<App, "sealer" | "now">,
  request: Request,
  url: URL,
): Promise<ProxyHeaders | null> {
  const [text = "", signature = ""] = request.headers.get(HEADER)?.split(".") ?? [];
  if (!(Math.abs(app.now() - Number(text)) < VALID_MS)) return null;
  return await app.sealer.verify(text, "doctor", signature)
    ? readForwardedHeaders(request, url)
    : null;
}
