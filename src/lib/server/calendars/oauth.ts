import * as v from "valibot";
import type { OutboundFetch } from "../outbound/index.ts";
import { base64url } from "../runtime/secrets.ts";
import { type Calendar, CalendarError } from "./calendar.ts";
import { retryAfterSeconds, toCalendarError } from "./errors.ts";

/** A calendar account that its owner has let us into. */
export interface OAuthCalendar extends Calendar {
  /** The account's own mail address, lower case; empty when the provider does not tell. */
  email(): Promise<string>;
}

/** Where a provider asks its people, and who we are there. */
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
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(asked.verifier));
  const query = {
    ...server.extraParams,
    response_type: "code",
    client_id: server.clientId,
    redirect_uri: asked.redirectTo,
    scope: server.scopes.join(" "),
    state: asked.state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: "S256",
    ...(asked.loginHint ? { login_hint: asked.loginHint, prompt: server.reconnectPrompt } : {}),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** Changes a code into a grant. Refuses one that does not last, or that leaves out what was asked for. */
export async function exchangeCode(
  fetch: OutboundFetch,
  server: OAuthProvider,
  given: { code: string; verifier: string; redirectTo: string },
  now: number,
): Promise<TokenSet> {
  const said = await requestTokens(fetch, server, {
    grant_type: "authorization_code",
    code: given.code,
    code_verifier: given.verifier,
    redirect_uri: given.redirectTo,
  }, "consent-failed");
  const isPart = said.scope !== undefined && !coversScopes(said.scope, server.scopes);
  if (isPart || !said.refresh_token) {
    throw new CalendarError("signed-out", "consent-partial", said.scope?.slice(0, 200));
  }
  return tokenSetOf(said, said.refresh_token, now);
}

/** A newer grant. The refresh token may be another one from now on (RFC 6749 §6); a withdrawn consent is "signed-out". */
export async function refreshTokens(
  fetch: OutboundFetch,
  server: OAuthProvider,
  grant: TokenSet,
  now: number,
): Promise<TokenSet> {
  const asked = { grant_type: "refresh_token", refresh_token: grant.refreshToken };
  const said = await requestTokens(fetch, server, asked, "consent-gone");
  return tokenSetOf(said, said.refresh_token ?? grant.refreshToken, now);
}

const TokenResponse = v.object({
  access_token: v.pipe(v.string(), v.minLength(1)),
  refresh_token: v.optional(v.string()),
  expires_in: v.optional(v.number(), 3600),
  scope: v.optional(v.string()),
});
type TokenResponse = v.InferOutput<typeof TokenResponse>;
const TokenErrorResponse = v.object({
  error: v.optional(v.string(), ""),
  /** Microsoft's own numbers. */
  error_codes: v.optional(v.array(v.number()), []),
});

/** What the person can mend by consenting again. */
const needsReconnect =
  /^(invalid_grant|interaction_required|consent_required|login_required|account_selection_required)$/;

async function requestTokens(
  fetch: OutboundFetch,
  server: OAuthProvider,
  asked: Record<string, string>,
  otherwise: string,
): Promise<TokenResponse> {
  const { clientId, clientSecret } = server;
  let response: Response;
  try {
    response = await fetch(server.tokenEndpoint, {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams({ ...asked, client_id: clientId, client_secret: clientSecret }),
      timeoutMs: 8_000,
      maxBytes: 200_000,
    });
  } catch (error) {
    throw toCalendarError(error);
  }
  // What is no JSON is told below, by the status that it came with.
  const body = await response.json().catch(() => null);
  const tokens = v.safeParse(TokenResponse, body);
  if (response.ok && tokens.success) return tokens.output;
  const { status, headers } = response;
  const failure = v.safeParse(TokenErrorResponse, body);
  const { error, error_codes } = failure.success ? failure.output : { error: "", error_codes: [] };
  const said = [error.replace(/[^\w.-]/g, ""), ...error_codes.slice(0, 3).map((n) => `AADSTS${n}`)];
  const detail = ["HTTP", status, ...said].join(" ").trim().slice(0, 120);
  if (needsReconnect.test(error)) throw new CalendarError("signed-out", otherwise, detail);
  const isRefused = status >= 400 && status < 500 && status !== 408 && status !== 429;
  // Nothing that is tried again mends a wrong secret, a deleted client or a policy.
  if (isRefused && error !== "temporarily_unavailable") {
    throw new CalendarError("refused", "client-refused", detail);
  }
  const why = response.ok ? "unreadable" : status === 429 ? "slow-down" : "server-error";
  throw new CalendarError("try-again", why, detail, retryAfterSeconds(headers));
}

function tokenSetOf(said: TokenResponse, refresh: string, now: number): TokenSet {
  return {
    accessToken: said.access_token,
    expiresAt: now + said.expires_in * 1000,
    refreshToken: refresh,
  };
}

/** Microsoft names its scopes back with or without the address before them, and not the one for lasting. */
function coversScopes(said: string, wanted: readonly string[]): boolean {
  const nameOf = (scope: string) => scope.slice(scope.lastIndexOf("/") + 1).toLowerCase();
  const given = new Set(said.split(/\s+/).map(nameOf));
  return wanted.every((scope) => scope === "offline_access" || given.has(nameOf(scope)));
}
