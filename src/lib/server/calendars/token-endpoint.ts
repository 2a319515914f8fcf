import * as oauth from "oauth4webapi";
import * as v from "valibot";
import type { OutboundFetch } from "../outbound/index.ts";
import { CalendarError } from "./calendar.ts";
import { retryAfterSeconds, toCalendarError } from "./errors.ts";

/** OAuth endpoints and client credentials of a provider. */
export interface OAuthProvider {
  authorizationEndpoint: string;
  tokenEndpoint: string;
  /** Where access is taken back (RFC 7009); null where the provider has no such address. */
  revocationEndpoint: string | null;
  clientId: string;
  clientSecret: string;
  scopes: string[];
  /** Parameters of this provider beside the standard ones. */
  extraParams: Record<string, string>;
  /** The prompt for an account that was connected before. */
  reconnectPrompt: string;
}

const LIMITS = { timeoutMs: 8_000, maxBytes: 200_000 };

/** A provider's token endpoint as `oauth4webapi` takes it: requests go through our fetch, failures become ours. */
export interface TokenEndpoint {
  as: oauth.AuthorizationServer;
  client: oauth.Client;
  secret: oauth.ClientAuth;
  options: oauth.TokenEndpointRequestOptions;
  /**
   * The tokens that `request` gets. Throws `CalendarError`: "signed-out" with `reconnect` where a new consent helps,
   * "refused" where no repetition does, else "try-again".
   */
  read(
    reconnect: string,
    request: () => Promise<oauth.TokenEndpointResponse>,
  ): Promise<oauth.TokenEndpointResponse>;
}

export function openTokenEndpoint(fetch: OutboundFetch, provider: OAuthProvider): TokenEndpoint {
  const { origin, protocol } = new URL(provider.tokenEndpoint);
  return {
    as: { issuer: origin, token_endpoint: provider.tokenEndpoint },
    client: { client_id: provider.clientId },
    secret: oauth.ClientSecretPost(provider.clientSecret),
    options: {
      // Only an address in the settings can be in plain http.
      [oauth.allowInsecureRequests]: protocol === "http:",
      [oauth.customFetch]: (url, { method, headers, body }) =>
        sendTokenRequest(fetch, url, { method, headers, body: body as URLSearchParams }),
    },
    async read(reconnect, request) {
      try {
        return await request();
      } catch (error) {
        throw toTokenError(error, reconnect);
      }
    },
  };
}

/** A response of a token endpoint that is not a success, or whose body is not JSON. */
class TokenRequestRefused extends Error {
  constructor(readonly response: Response, readonly body: unknown) {
    super(`HTTP ${response.status}`);
  }
}

/** The success of a token request, without an id_token, which the library would validate. Throws `TokenRequestRefused`. */
async function sendTokenRequest(
  fetch: OutboundFetch,
  url: string,
  init: { method: string; headers: Record<string, string>; body: URLSearchParams },
): Promise<Response> {
  const response = await fetch(url, { ...init, ...LIMITS });
  // The body was received whole, so only its JSON can be invalid: `toTokenError` then judges by the status alone.
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok || body === null) throw new TokenRequestRefused(response, body);
  return Response.json({ ...body, id_token: undefined });
}

const TokenErrorResponse = v.object({
  error: v.optional(v.string(), ""),
  /** Microsoft's own numbers. */
  error_codes: v.optional(v.array(v.number()), []),
});

/** Errors that a new consent of the host resolves. */
const needsReconnect =
  /^(invalid_grant|interaction_required|consent_required|login_required|account_selection_required)$/;

function toTokenError(thrown: unknown, reconnect: string): CalendarError {
  if (!(thrown instanceof TokenRequestRefused)) {
    const isUnreadable = thrown instanceof oauth.OperationProcessingError ||
      thrown instanceof oauth.UnsupportedOperationError;
    return isUnreadable
      ? new CalendarError("try-again", "unreadable", "HTTP 200")
      : toCalendarError(thrown);
  }
  const { ok, status, headers } = thrown.response;
  const failure = v.safeParse(TokenErrorResponse, thrown.body);
  const { error, error_codes } = failure.success ? failure.output : { error: "", error_codes: [] };
  const codes = [
    error.replace(/[^\w.-]/g, ""),
    ...error_codes.slice(0, 3).map((n) => `AADSTS${n}`),
  ];
  const detail = ["HTTP", status, ...codes].join(" ").trim().slice(0, 120);
  if (needsReconnect.test(error)) return new CalendarError("signed-out", reconnect, detail);
  const isRefused = status >= 400 && status < 500 && status !== 408 && status !== 429;
  // A wrong secret, a deleted client or a policy is not resolved by repeating the request.
  if (isRefused && error !== "temporarily_unavailable") {
    return new CalendarError("refused", "client-refused", detail);
  }
  const reason = ok ? "unreadable" : status === 429 ? "slow-down" : "server-error";
  return new CalendarError("try-again", reason, detail, retryAfterSeconds(headers));
}
