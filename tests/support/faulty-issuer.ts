import { base64url } from "$lib/server/runtime/secrets.ts";
import { client, type TestIssuer } from "./oidc-issuer.ts";
import { freePort } from "./free-port.ts";

/** How the answer differs from a right one. */
export interface IssuerFault {
  claims?: Record<string, unknown>;
  /** Claims that are left out. */
  without?: string[];
  userinfo?: Record<string, unknown>;
  /** Has userinfo signed: with the issuer's key or with one that is not its own. */
  signed?: { claims?: Record<string, unknown>; by?: "issuer" | "somebody" | "nobody" };
  /** The answer of the userinfo endpoint. */
  userinfoAnswer?: () => Response;
  discovery?: Record<string, unknown>;
  /** The answer in place of the discovery document. */
  discoveryAnswer?: () => Response | Promise<Response>;
  token?: { status: number; body: Record<string, unknown>; headers?: Record<string, string> };
  /** How the userinfo endpoint refuses. */
  userinfoRefusal?: { status: number; headers: Record<string, string> };
  /** Put on the way back to the client in place of the right answer. */
  back?: Record<string, string>;
}

/** An issuer of ours that answers at once, without login, and wrongly on request; each code works once. */
export function startFaultyIssuer(
  port = freePort(),
): TestIssuer & { misdeed: IssuerFault; discoveries: number } {
  const issuer = `http://127.0.0.1:${port}`;
  const codes = new Map<string, { nonce: string; redirectUri: string }>();
  const key = newSigningKey("own"), foreignKey = newSigningKey("own");

  const self = {
    issuer,
    misdeed: {} as IssuerFault,
    discoveries: 0,
    stop: () => server.shutdown(),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };

  const server = Deno.serve({ hostname: "127.0.0.1", port, onListen() {} }, async (request) => {
    const url = new URL(request.url);
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
      case "/realms/home/.well-known/openid-configuration":
        self.discoveries++;
        if (self.misdeed.discoveryAnswer) return await self.misdeed.discoveryAnswer();
        return Response.json({
          issuer: issuer + url.pathname.replace("/.well-known/openid-configuration", ""),
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/userinfo`,
          jwks_uri: `${issuer}/jwks`,
          response_types_supported: ["code"],
          userinfo_signing_alg_values_supported: ["ES256", "none"],
          ...self.misdeed.discovery,
        });
      case "/authorize": {
        const code = crypto.randomUUID();
        const redirectUri = url.searchParams.get("redirect_uri") ?? "";
        codes.set(code, { nonce: url.searchParams.get("nonce") ?? "", redirectUri });
        const back = new URL(redirectUri);
        const right = { code, state: url.searchParams.get("state") ?? "" };
        for (const [name, value] of Object.entries(self.misdeed.back ?? right)) {
          back.searchParams.set(name, value);
        }
        return Response.redirect(back, 302);
      }
      case "/token":
        return token(new URLSearchParams(await request.text()));
      case "/userinfo":
        if (self.misdeed.userinfoRefusal) return new Response("no", self.misdeed.userinfoRefusal);
        return self.misdeed.userinfoAnswer?.() ?? await userinfo();
      case "/jwks":
        return Response.json({ keys: [(await key).publicJwk] });
      default:
        return new Response("nothing here", { status: 404 });
    }
  });

  function token(form: URLSearchParams): Response {
    const { misdeed } = self, code = form.get("code") ?? "", given = codes.get(code);
    if (misdeed.token) {
      const { body, status, headers = {} } = misdeed.token;
      return Response.json(body, { status, headers });
    }
    codes.delete(code);
    if (given?.redirectUri !== form.get("redirect_uri")) {
      return Response.json({ error: "invalid_grant" }, { status: 400 });
    }
    const now = Math.floor(Date.now() / 1000);
    const claims: Record<string, unknown> = {
      iss: self.misdeed.discovery?.issuer ?? issuer,
      aud: client.id,
      sub: "carol",
      iat: now,
      exp: now + 300,
      nonce: given.nonce,
      ...misdeed.claims,
    };
    for (const name of misdeed.without ?? []) delete claims[name];
    const id_token = encodeJwt({ alg: "RS256", typ: "JWT" }, claims);
    return Response.json({ access_token: "access", token_type: "Bearer", id_token });
  }

  async function userinfo(): Promise<Response> {
    const claims = { sub: "carol", name: "Carol Case", ...self.misdeed.userinfo };
    const { signed } = self.misdeed;
    if (!signed) return Response.json(claims);
    const all = { iss: issuer, aud: client.id, ...claims, ...signed.claims };
    const jwt = signed.by === "nobody"
      ? encodeJwt({ alg: "none" }, all, "")
      : await signJwt(await (signed.by === "somebody" ? foreignKey : key), all);
    return new Response(jwt, { headers: { "content-type": "application/jwt;charset=UTF-8" } });
  }

  return self;
}

interface SigningKey {
  id: string;
  privateKey: CryptoKey;
  publicJwk: JsonWebKey;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256" } as const;

export async function newSigningKey(id: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, true, [
    "sign",
    "verify",
  ]);
  const publicJwk = await crypto.subtle.exportKey("jwk", publicKey);
  return { id, privateKey, publicJwk: Object.assign(publicJwk, { kid: id, use: "sig" }) };
}

/** A JWT with a signature that holds nowhere, or the given one. */
function encodeJwt(
  header: object,
  claims: object,
  signature = base64url(new Uint8Array(256)),
) {
  return `${encode(header)}.${encode(claims)}.${signature}`;
}

export async function signJwt({ id, privateKey }: SigningKey, claims: object): Promise<string> {
  const head = `${encode({ alg: "ES256", kid: id })}.${encode(claims)}`;
  const bytes = new TextEncoder().encode(head);
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, bytes);
  return `${head}.${base64url(new Uint8Array(signature))}`;
}

function encode(value: object): string {
  return base64url(new TextEncoder().encode(JSON.stringify(value)));
}
