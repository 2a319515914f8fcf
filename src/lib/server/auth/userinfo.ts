import * as oauth from "oauth4webapi";
import { OutboundError } from "../outbound/errors.ts";

/** The claims of the userinfo endpoint, or why there are none. */
export type Userinfo = { claims: Record<string, unknown> } | { problem: Error };

/** What says that the answer could not be had or read; anything else says that it is wrong. */
const unreadable = new Set<unknown>([
  oauth.MISSING_SERVER_METADATA,
  oauth.PARSE_ERROR,
  oauth.RESPONSE_IS_NOT_CONFORM,
  oauth.RESPONSE_IS_NOT_JSON,
  oauth.UNSUPPORTED_OPERATION,
]);

/**
 * Asks the userinfo endpoint, if there is one (OpenID Connect Core §5.3). A signed answer must have a valid signature of
 * the issuer; throws on one that is not, or is of another issuer, client or subject.
 */
export async function readUserinfo(
  issuer: oauth.AuthorizationServer,
  clientId: string,
  token: { accessToken: string; subject: string },
  fetch: typeof globalThis.fetch,
): Promise<Userinfo> {
  if (!issuer.userinfo_endpoint) return { claims: {} };
  const client = { client_id: clientId };
  const options = {
    [oauth.customFetch]: (url: string, { headers }: { headers: Record<string, string> }) =>
      fetch(url, { headers }),
    [oauth.allowInsecureRequests]: true,
  };
  try {
    const response = await oauth.userInfoRequest(issuer, client, token.accessToken, options);
    if (response.status !== 200) return { problem: new Error(`status ${response.status}`) };
    const claims = await oauth.processUserInfoResponse(issuer, client, token.subject, response);
    if (/^application\/jwt\b/i.test(response.headers.get("content-type") ?? "")) {
      await oauth.validateApplicationLevelSignature(issuer, response, options);
      if (claims.iss === undefined || claims.aud === undefined) {
        return { problem: new Error("signed without iss and aud") };
      }
    }
    return { claims };
  } catch (error) {
    if (error instanceof OutboundError || unreadable.has(Reflect.get(Object(error), "code"))) {
      return { problem: error as Error };
    }
    throw error;
  }
}

/** The claims of both; an email address comes with the word of the same source on whether it is verified. */
export function joinClaims(
  idToken: Record<string, unknown>,
  userinfo: Record<string, unknown>,
): Record<string, unknown> {
  const both = { ...idToken, ...userinfo };
  if (userinfo.email === undefined) {
    return { ...both, email: idToken.email, email_verified: idToken.email_verified };
  }
  if (userinfo.email !== idToken.email) both.email_verified = userinfo.email_verified;
  return both;
}
