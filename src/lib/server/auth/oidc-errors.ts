/** Why sign-in at the issuer failed; each has a sentence in the catalogue. */
export type OidcError =
  | "issuer-none"
  | "issuer-down"
  | "issuer-setup"
  | "issuer-denied"
  | "issuer-state"
  | "issuer-nonce"
  | "issuer-audience"
  | "issuer-issuer"
  | "issuer-time"
  | "issuer-code"
  | "issuer-client"
  | "issuer-no-email"
  | "issuer-failed";

const byClaim: Record<string, OidcError> = {
  nonce: "issuer-nonce",
  aud: "issuer-audience",
  azp: "issuer-audience",
  iss: "issuer-issuer",
  exp: "issuer-time",
  iat: "issuer-time",
  nbf: "issuer-time",
};

const byErrorCode: Record<string, OidcError> = {
  invalid_grant: "issuer-code",
  invalid_client: "issuer-client",
  unauthorized_client: "issuer-client",
  access_denied: "issuer-denied",
  // What GitHub says in place of the codes of RFC 6749.
  bad_verification_code: "issuer-code",
  incorrect_client_credentials: "issuer-client",
  redirect_uri_mismatch: "issuer-setup",
  application_suspended: "issuer-setup",
  unverified_user_email: "issuer-no-email",
};

/**
 * Classifies an error thrown by Auth.js or oauth4webapi, which wrap one another. `returned` is the `error` parameter
 * of the callback (RFC 6749 §4.1.2.1), which Auth.js drops.
 */
export function toOidcError(thrown: unknown, returned: string | null): OidcError {
  for (const error of causeChain(thrown)) {
    const { name, message, claim, attribute, errorCode } = errorDetails(error);
    if (name === "InvalidCheck") return "issuer-state";
    if (name === "OAuthCallbackError") return byErrorCode[returned ?? ""] ?? "issuer-failed";
    const missing = /"(\w+)" \([^)]*\) claim missing/.exec(message)?.[1];
    if (missing && byClaim[missing]) return byClaim[missing];
    if (claim && byClaim[claim]) return byClaim[claim];
    if (attribute === "issuer") return "issuer-issuer";
    if (errorCode && byErrorCode[errorCode]) return byErrorCode[errorCode];
    if (/"state" response parameter/.test(message)) return "issuer-state";
    if (/"iss"/.test(message)) return "issuer-issuer";
    if (name === "OutboundError" || /fetch failed|connect|timed? ?out/i.test(message)) {
      return "issuer-down";
    }
  }
  return "issuer-failed";
}

/** The error and its causes, the innermost first. */
function causeChain(thrown: unknown): object[] {
  const found: object[] = [];
  const queue: unknown[] = [thrown];
  while (queue.length > 0 && found.length < 20) {
    const next = queue.shift();
    if (typeof next !== "object" || next === null || found.includes(next)) continue;
    found.unshift(next);
    if ("cause" in next) queue.push(next.cause);
    if ("err" in next) queue.push(next.err);
  }
  return found;
}

function errorDetails(error: object) {
  const text = (name: string) => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === "string" ? value : "";
  };
  return {
    name: text("name"),
    message: text("message"),
    claim: text("claim"),
    attribute: text("attribute"),
    errorCode: text("error"),
  };
}
