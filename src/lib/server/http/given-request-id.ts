import type { Settings } from "../runtime/settings.ts";
import { redact } from "../runtime/log.ts";

/** The id that a trusted proxy gave a request; null for one that is malformed or may be a secret. */
export function givenRequestId(
  headers: Pick<Headers, "get">,
  { trustedProxies }: Pick<Settings, "trustedProxies">,
): string | null {
  const given = headers.get("x-request-id");
  if (trustedProxies === 0 || !given) return null;
  if (!/^[A-Za-z0-9][A-Za-z0-9._:=+-]{7,63}$/.test(given)) return null;
  return redact(given) === given ? given : null;
}
