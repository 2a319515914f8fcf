/** How an outgoing request failed before there was an answer to speak of. */
export type OutboundErrorKind =
  | "bad-address" // not http(s), credentials in the URL, no host
  | "private" // the name leads to an address that the settings do not allow
  | "dns"
  | "unreachable"
  | "tls"
  | "timeout"
  | "too-large"
  | "redirect" // it leads somewhere we do not follow
  | "broken"; // the answer was cut short or is not HTTP

/** A request that came to nothing; it names the host and nothing that was sent. */
export class OutboundError extends Error {
  constructor(readonly fault: OutboundErrorKind, readonly host: string, detail = "") {
    super(`${fault}: ${host}${detail ? ` (${detail})` : ""}`);
    this.name = "OutboundError";
  }
}

/** Codes of a connection that was never made: nothing was sent. */
export const neverConnected = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "EADDRNOTAVAIL",
]);

export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

export function toOutboundError(error: unknown, host: string): OutboundError {
  const code = codeOf(error);
  const said = error instanceof Error ? error.message : "";
  if (/cert|altname|self.signed|tls|ssl|handshake|unable to verify/i.test(`${code} ${said}`)) {
    return new OutboundError("tls", host, tlsErrorText(said));
  }
  if (neverConnected.has(code)) return new OutboundError("unreachable", host, code);
  return new OutboundError("broken", host, code);
}

/** Only what is known to hold no secret is said about a handshake. */
function tlsErrorText(said: string): string {
  if (/altname/i.test(said)) return "certificate for another name";
  if (/expired/i.test(said)) return "certificate expired";
  if (/self.signed|unable to verify|unknown.?issuer|issuer/i.test(said)) {
    return "certificate of an unknown authority";
  }
  if (/corrupt message|wrong.version.number/i.test(said)) return "no TLS at this port";
  return "handshake failed";
}
