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
