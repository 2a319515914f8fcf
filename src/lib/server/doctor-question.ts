import type { App } from "./app.ts";
import { arrivalOf } from "./passed-on.ts";
import type { PassedOn } from "./store/passed-on.ts";

const HEADER = "x-invito-doctor";
const WITHIN_MS = 5 * 60_000;

/** The headers by which `deno task doctor` asks the running program how it was reached: who has not its secret learns nothing. */
export async function doctorHeaders(app: Pick<App, "sealer" | "now">) {
  const text = String(app.now());
  return { [HEADER]: `${text}.${await app.sealer.sign(text, "doctor")}` };
}

/** How the doctor's question arrived; null for everybody else. */
export async function answerDoctor(
  app: Pick<App, "sealer" | "now">,
  request: Request,
  url: URL,
): Promise<PassedOn | null> {
  const [text = "", signature = ""] = request.headers.get(HEADER)?.split(".") ?? [];
  if (!(Math.abs(app.now() - Number(text)) < WITHIN_MS)) return null;
  return await app.sealer.verify(text, "doctor", signature) ? arrivalOf(request, url) : null;
}
