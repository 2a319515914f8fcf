import { base64url } from "$lib/server/runtime/secrets.ts";
import { client, type TestIssuer } from "./oidc-issuer.ts";
import { freePort } from "./free-port.ts";

/** How the answer differs from a right one. */
export interface IssuerFault {
  claims?: Record<string, unknown>;
  /** Claims that are left out. */
  without?: string[];
  userinfo?: Record<string, unknown>;
  discovery?: Record<string, unknown>;
  token?: { status: number; body: Record<string, unknown>; headers?: Record<string, string> };
  /** How the userinfo endpoint refuses. */
  userinfoRefusal?: { status: number; headers: Record<string, string> };
  /** Put on the way back to the client in place of the right answer. */
  back?: Record<string, string>;
}

/** An issuer of ours that answers at once, without login, and wrongly on request; each code works once. */
export function startFaultyIssuer(): TestIssuer & { misdeed: IssuerFault } {
  const port = freePort(), issuer = `http://127.0.0.1:${port}`;
  const codes = new Map<string, string>();

  const self = {
    issuer,
    misdeed: {} as IssuerFault,
    stop: () => server.shutdown(),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };

  const server = Deno.serve({ hostname: "127.0.0.1", port, onListen() {} }, async (request) => {
    const url = new URL(request.url);
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return Response.json({
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/userinfo`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ["code"],
          ...self.misdeed.discovery,
        });
      case "/authorize": {
        const code = crypto.randomUUID();
        codes.set(code, url.searchParams.get("nonce") ?? "");
        const back = new URL(url.searchParams.get("redirect_uri") ?? "");
        const right = { code, state: url.searchParams.get("state") ?? "" };
        for (const [name, value] of Object.entries(self.misdeed.back ?? right)) {
          back.searchParams.set(name, value);
        }
        return Response.redirect(back, 302);
      }
      case "/token":
        return token(new URLSearchParams(await request.text()).get("code") ?? "");
      case "/userinfo":
        if (self.misdeed.userinfoRefusal) return new Response("no", self.misdeed.userinfoRefusal);
        return Response.json({ sub: "carol", name: "Carol Case", ...self.misdeed.userinfo });
      default:
        return new Response("nothing here", { status: 404 });
    }
  });

  function token(code: string): Response {
    const { misdeed } = self, nonce = codes.get(code);
    if (misdeed.token) {
      const { body, status, headers = {} } = misdeed.token;
      return Response.json(body, { status, headers });
    }
    if (nonce === undefined) return Response.json({ error: "invalid_grant" }, { status: 400 });
    codes.delete(code);
    const now = Math.floor(Date.now() / 1000);
    const claims: Record<string, unknown> = {
      iss: issuer,
      aud: client.id,
      sub: "carol",
      iat: now,
      exp: now + 300,
      nonce,
      ...misdeed.claims,
    };
    for (const name of misdeed.without ?? []) delete claims[name];
    const part = (value: object) => base64url(new TextEncoder().encode(JSON.stringify(value)));
    const id_token = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.${
      base64url(new Uint8Array(256))
    }`;
    return Response.json({ access_token: "access", token_type: "Bearer", id_token });
  }

  return self;
}
