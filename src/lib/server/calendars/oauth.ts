import * as oauth from "oauth4webapi";
import type { OutboundFetch } from "../outbound/index.ts";
import { type Calendar, CalendarError } from "./calendar.ts";
import { openTokenEndpoint } from "./token-endpoint.ts";

/** A calendar account that is connected by OAuth. */
export interface OAuthCalendar extends Calendar {
  /** The account's own mail address, lower case; empty when the provider does not tell. */
  email(): Promise<string>;
}

/** OAuth endpoints and client credentials of a provider. */
export interface OAuthProvider {
  authorizationEndpoint: string;
  tokenEndpoint: string;
  clientId: string;
  clientSecret: string;
  scopes: string[];
  /** What this provider wants beside the standard. */
  extraParams: Record<string, string>;
  /** The prompt for an account that was connected before. */
  reconnectPrompt: string;
}

/** What a person's consent gives us; kept sealed. */
export interface TokenSet {
  accessToken: string;
  /** Epoch ms. */
  expiresAt: number;
  refreshToken: string;
}

/**
 * The address to send a browser to (RFC 6749 §4.1.1, with the challenge of RFC 7636). Who connects an account again is
 * shown which one is meant (OpenID Connect Core §3.1.2.1), and chooses among those that they are signed in with.
 */
export async function authorizationUrl(
  server: OAuthProvider,
  asked: { redirectTo: string; state: string; verifier: string; loginHint?: string },
): Promise<string> {
  const url = new URL(server.authorizationEndpoint);
  const query = {
    ...server.extraParams,
    response_type: "code",
    client_id: server.clientId,
    redirect_uri: asked.redirectTo,
    scope: server.scopes.join(" "),
    state: asked.state,
    code_challenge: await oauth.calculatePKCECodeChallenge(asked.verifier),
    code_challenge_method: "S256",
    ...(asked.loginHint ? { login_hint: asked.loginHint, prompt: server.reconnectPrompt } : {}),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/**
 * Exchanges an authorization code (RFC 6749 §4.1.3). Throws "consent-partial" for tokens without a refresh token or
 * without a scope that was requested. `now` is epoch ms.
 */
export async function exchangeCode(
  fetch: OutboundFetch,
  server: OAuthProvider,
  given: { code: string; verifier: string; redirectTo: string },
  now: number,
): Promise<TokenSet> {
  const { as, client, secret, options, read } = openTokenEndpoint(fetch, server);
  // The state was verified before: it is signed, and for one host.
  const callback = oauth.validateAuthResponse(
    as,
    client,
    new URLSearchParams({ code: given.code }),
  );
  const { redirectTo, verifier } = given;
  const tokens = await read("consent-failed", async () => {
    const response = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      secret,
      callback,
      redirectTo,
      verifier,
      options,
    );
    return await oauth.processAuthorizationCodeResponse(as, client, response);
  });
  const isPart = tokens.scope !== undefined && !coversScopes(tokens.scope, server.scopes);
  if (isPart || !tokens.refresh_token) {
    throw new CalendarError("signed-out", "consent-partial", tokens.scope?.slice(0, 200));
  }
  return tokenSetOf(tokens, tokens.refresh_token, now);
}

/** Newer tokens. The refresh token may be another one from now on (RFC 6749 §6); a withdrawn consent is "signed-out". */
export async function refreshTokens(
  fetch: OutboundFetch,
  server: OAuthProvider,
  grant: TokenSet,
  now: number,
): Promise<TokenSet> {
  const { as, client, secret, options, read } = openTokenEndpoint(fetch, server);
  const { refreshToken } = grant;
  const tokens = await read("consent-gone", async () => {
    const response = await oauth.refreshTokenGrantRequest(
      as,
      client,
      secret,
      refreshToken,
      options,
    );
    return await oauth.processRefreshTokenResponse(as, client, response);
  });
  return tokenSetOf(tokens, tokens.refresh_token ?? refreshToken, now);
}

/** Seconds that an access token is good for where the provider does not say. */
const DEFAULT_EXPIRES_IN = 3600;

function tokenSetOf(
  { access_token, expires_in }: oauth.TokenEndpointResponse,
  refreshToken: string,
  now: number,
): TokenSet {
  const expiresAt = now + (expires_in ?? DEFAULT_EXPIRES_IN) * 1000;
  return { accessToken: access_token, expiresAt, refreshToken };
}

/** Microsoft names its scopes back with or without the address before them, and not the one for lasting. */
function coversScopes(said: string, wanted: readonly string[]): boolean {
  const nameOf = (scope: string) => scope.slice(scope.lastIndexOf("/") + 1).toLowerCase();
  const given = new Set(said.split(/\s+/).map(nameOf));
  return wanted.every((scope) => scope === "offline_access" || given.has(nameOf(scope)));
}
