/** How an outgoing request failed before there was a response. */
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

/** What tells what is on a network: these are one error in every answer, and the log and `doctor` tell them apart. */
export type UnreachedKind = "private" | "dns" | "unreachable";

/** Whether nothing was reached, for whichever reason. */
export function isUnreached(error: unknown): error is OutboundError & { kind: UnreachedKind } {
  return error instanceof OutboundError && ["private", "dns", "unreachable"].includes(error.kind);
}

/** A failed outgoing request; its message names the host and nothing that was sent. */
export class OutboundError extends Error {
  constructor(readonly kind: OutboundErrorKind, readonly host: string, detail = "") {
    super(`${kind}: ${host}${detail ? ` (${detail})` : ""}`);
    this.name = "OutboundError";
  }
}

/** Error codes of a connection that was never established: nothing was sent. */
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
  const message = error instanceof Error ? error.message : "";
  if (/cert|altname|self.signed|tls|ssl|handshake|unable to verify/i.test(`${code} ${message}`)) {
    return new OutboundError("tls", host, tlsErrorText(message));
  }
  if (neverConnected.has(code)) return new OutboundError("unreachable", host, code);
  return new OutboundError("broken", host, code);
}

/** A TLS error in words that hold no secret. */
function tlsErrorText(message: string): string {
  if (/altname/i.test(message)) return "certificate for another name";
  if (/expired/i.test(message)) return "certificate expired";
  if (/self.signed|unable to verify|unknown.?issuer|issuer/i.test(message)) {
    return "certificate of an unknown authority";
  }
  if (/corrupt message|wrong.version.number/i.test(message)) return "no TLS at this port";
  return "handshake failed";
}
