import * as oauth from "oauth4webapi";
import type { OutboundFetch } from "../outbound/index.ts";
import { type Calendar, CalendarError } from "./calendar.ts";
import { errorFromResponse } from "./errors.ts";
import { type OAuthProvider, openTokenEndpoint } from "./token-endpoint.ts";

/** A calendar account that is connected by OAuth. */
export interface OAuthCalendar extends Calendar {
  /** The account's email address, lower case; empty when the provider gives none. */
  email(): Promise<string>;
}

/** The tokens of an account; stored sealed. */
export interface TokenSet {
  accessToken: string;
  /** Epoch ms. */
  expiresAt: number;
  refreshToken: string;
}

/**
 * The authorization URL (RFC 6749 §4.1.1, with PKCE, RFC 7636). For an account that is connected again, login_hint names
 * it (OpenID Connect Core §3.1.2.1).
 */
export async function authorizationUrl(
  provider: OAuthProvider,
  request: { redirectTo: string; state: string; verifier: string; loginHint?: string },
): Promise<string> {
  const url = new URL(provider.authorizationEndpoint);
  const query = {
    ...provider.extraParams,
    response_type: "code",
    client_id: provider.clientId,
    redirect_uri: request.redirectTo,
    scope: provider.scopes.join(" "),
    state: request.state,
    code_challenge: await oauth.calculatePKCECodeChallenge(request.verifier),
    code_challenge_method: "S256",
    ...(request.loginHint
      ? { login_hint: request.loginHint, prompt: provider.reconnectPrompt }
      : {}),
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
  provider: OAuthProvider,
  grant: { code: string; verifier: string; redirectTo: string },
  now: number,
): Promise<TokenSet> {
  const { as, client, secret, options, read } = openTokenEndpoint(fetch, provider);
  // The state was verified before.
  const callback = oauth.validateAuthResponse(
    as,
    client,
    new URLSearchParams({ code: grant.code }),
  );
  const { redirectTo, verifier } = grant;
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
  const isPart = tokens.scope !== undefined && !coversScopes(tokens.scope, provider.scopes);
  if (isPart || !tokens.refresh_token) {
    throw new CalendarError("signed-out", "consent-partial", tokens.scope?.slice(0, 200));
  }
  return tokenSetOf(tokens, tokens.refresh_token, now);
}

/** Refreshed tokens; the refresh token may be rotated (RFC 6749 §6). Throws "signed-out" for a withdrawn consent. */
export async function refreshTokens(
  fetch: OutboundFetch,
  provider: OAuthProvider,
  grant: TokenSet,
  now: number,
): Promise<TokenSet> {
  const { as, client, secret, options, read } = openTokenEndpoint(fetch, provider);
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

/** Revokes all that the account has allowed us (RFC 7009 §2.1). Throws `CalendarError` or `OutboundError`. */
export async function revokeTokens(
  fetch: OutboundFetch,
  endpoint: string,
  { refreshToken }: TokenSet,
): Promise<void> {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ token: refreshToken }),
    ...REVOCATION_LIMITS,
  });
  if (!response.ok) throw errorFromResponse(response);
}

/** The host waits for it. */
const REVOCATION_LIMITS = { timeoutMs: 5_000, maxBytes: 20_000 };

/** Lifetime of an access token in seconds when the provider gives none. */
const DEFAULT_EXPIRES_IN = 3600;

function tokenSetOf(
  { access_token, expires_in }: oauth.TokenEndpointResponse,
  refreshToken: string,
  now: number,
): TokenSet {
  const expiresAt = now + (expires_in ?? DEFAULT_EXPIRES_IN) * 1000;
  return { accessToken: access_token, expiresAt, refreshToken };
}

/** Whether the granted scopes include the requested ones; Microsoft returns them with or without URL and without offline_access. */
function coversScopes(granted: string, requested: readonly string[]): boolean {
  const nameOf = (scope: string) => scope.slice(scope.lastIndexOf("/") + 1).toLowerCase();
  const grant = new Set(granted.split(/\s+/).map(nameOf));
  return requested.every((scope) => scope === "offline_access" || grant.has(nameOf(scope)));
}
