/** The part of a provider that asks its people (RFC 6749, RFC 7636), as strict as they are; the person answers at once. */
import { createHash } from "node:crypto";

export const consentClient = { clientId: "invito-client", clientSecret: "invito-client-secret" };

export interface OAuthFake {
  /** The answer to a request of its own; null for everything else. */
  answer(request: Request, url: URL): Promise<Response | null>;
  /** Whether an access token is good. */
  admits(request: Request): boolean;
  /** What the person has allowed with an access token. */
  scopeOf(request: Request): string;
  /** What a browser was sent with, the last time. */
  authorized: URLSearchParams | null;
  /** What it does from now on. */
  does: {
    refuses: string | null;
    scope: string | null;
    withoutRefresh: boolean;
    /** What the token endpoint answers instead. */
    token: { status: number; body: unknown } | null;
    /** With which status it refuses to take access back. */
    revocation: number | null;
  };
  /** The tokens with which access was taken back; then every other token of the account is over, too. */
  revoked: string[];
  /** Access tokens are over. */
  expire(): void;
  /** The person has taken everything back. */
  revoke(): void;
  /** Refreshes that were asked for, and those that were granted. */
  refreshes: { asked: number; granted: number };
  /** A grant as after a consent. */
  grant(): { access: string; refresh: string };
  /** Every secret that it gave out. */
  given: string[];
}

/** `rotates`: a refresh token is good once, and brings the next one. */
export function openOAuthFake(
  paths: { authorize: string; token: string; revoke?: string },
  rotates: boolean,
): OAuthFake {
  const codes = new Map<string, { challenge: string; redirect: string; scope: string }>();
  const access = new Map<string, string>(), refresh = new Map<string, string>();
  const self: OAuthFake = {
    does: { refuses: null, scope: null, withoutRefresh: false, token: null, revocation: null },
    revoked: [],
    refreshes: { asked: 0, granted: 0 },
    given: [],
    async answer(request, url) {
      if (url.pathname === paths.authorize && request.method === "GET") return authorize(url);
      if (url.pathname === paths.token && request.method === "POST") {
        return token(new URLSearchParams(await request.text()));
      }
      if (url.pathname === paths.revoke && request.method === "POST") {
        return revocation(new URLSearchParams(await request.text()).get("token") ?? "");
      }
      return null;
    },
    authorized: null,
    admits: (request) => access.has(tokenOf(request)),
    scopeOf: (request) => access.get(tokenOf(request)) ?? "",
    expire: () => access.clear(),
    revoke() {
      access.clear();
      refresh.clear();
    },
    grant() {
      const made = { access: secret("access"), refresh: secret("refresh") };
      access.set(made.access, "all");
      refresh.set(made.refresh, "all");
      return made;
    },
  };

  function secret(kind: string): string {
    const made = `${kind}-${crypto.randomUUID()}`;
    self.given.push(made);
    return made;
  }

  const tokenOf = (request: Request) =>
    /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";

  function authorize(url: URL): Response {
    const query = url.searchParams;
    self.authorized = query;
    const wrong = [
      query.get("client_id") === consentClient.clientId || "client_id",
      query.get("response_type") === "code" || "response_type",
      query.get("code_challenge_method") === "S256" || "code_challenge_method",
      /^[\w-]{43}$/.test(query.get("code_challenge") ?? "") || "code_challenge",
      Boolean(query.get("scope")) || "scope",
      Boolean(query.get("state")) || "state",
    ].filter((each) => each !== true);
    if (wrong.length > 0) return new Response(`invalid: ${wrong.join(", ")}`, { status: 400 });
    const back = new URL(query.get("redirect_uri") ?? "");
    back.searchParams.set("state", query.get("state") ?? "");
    if (self.does.refuses) back.searchParams.set("error", self.does.refuses);
    else {
      const code = secret("code");
      codes.set(code, {
        challenge: query.get("code_challenge") ?? "",
        redirect: query.get("redirect_uri") ?? "",
        scope: query.get("scope") ?? "",
      });
      back.searchParams.set("code", code);
    }
    return new Response(null, { status: 302, headers: { location: back.href } });
  }

  function revocation(token: string): Response {
    self.revoked.push(token);
    const status = self.does.revocation ?? (refresh.has(token) || access.has(token) ? 200 : 400);
    if (status === 200) self.revoke();
    return Response.json(status === 200 ? {} : { error: "invalid_token" }, { status });
  }

  function token(form: URLSearchParams): Response {
    const no = (error: string, status = 400) =>
      Response.json({ error, error_description: "as it is" }, { status });
    const isRefresh = form.get("grant_type") === "refresh_token";
    if (isRefresh) self.refreshes.asked++;
    if (self.does.token) {
      return Response.json(self.does.token.body, { status: self.does.token.status });
    }
    if (
      form.get("client_id") !== consentClient.clientId ||
      form.get("client_secret") !== consentClient.clientSecret
    ) return no("invalid_client", 401);
    let scope: string;
    if (isRefresh) {
      const known = refresh.get(form.get("refresh_token") ?? "");
      if (known === undefined) return no("invalid_grant");
      scope = known;
      if (rotates) refresh.delete(form.get("refresh_token") ?? "");
      self.refreshes.granted++;
    } else {
      const code = codes.get(form.get("code") ?? "");
      codes.delete(form.get("code") ?? "");
      const digest = createHash("sha256").update(form.get("code_verifier") ?? "").digest(
        "base64url",
      );
      if (!code || code.challenge !== digest) return no("invalid_grant");
      if (code.redirect !== form.get("redirect_uri")) return no("redirect_uri_mismatch");
      scope = code.scope;
    }
    const made = { access: secret("access"), refresh: secret("refresh") };
    access.set(made.access, scope);
    const lasts = rotates || !isRefresh;
    if (lasts) refresh.set(made.refresh, scope);
    return Response.json({
      access_token: made.access,
      token_type: "Bearer",
      expires_in: 3599,
      scope: self.does.scope ?? scope,
      ...(lasts && !self.does.withoutRefresh ? { refresh_token: made.refresh } : {}),
    });
  }

  return self;
}
