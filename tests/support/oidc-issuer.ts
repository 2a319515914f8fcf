/// <reference path="./oidc-provider.d.ts" />
import { freePort } from "./free-port.ts";
import Provider from "oidc-provider";
import { createServer } from "node:http";

/** People whom the test issuer knows; the login name is the account id, any password is right. */
const people: Record<string, Record<string, unknown>> = {
  alice: {
    email: "alice@example.test",
    email_verified: true,
    name: "Alice Example",
    preferred_username: "alice",
    zoneinfo: "Europe/Berlin",
  },
  bob: { email: "bob@example.test", email_verified: true, name: "Bob Example" },
  unverified: { email: "unverified@example.test", email_verified: false, name: "Un Verified" },
  noemail: { name: "No Email" },
  unsaid: { email: "unsaid@example.test", name: "Un Said", groups: ["staff"] },
  twin: { email: "alice@example.test", email_verified: true, name: "Alice Twin" },
};

export interface TestIssuer extends AsyncDisposable {
  issuer: string;
  stop(): Promise<void>;
}

/** How an issuer differs from the usual one, as those in the field do. */
export interface IssuerShape {
  /** The path at the end of its address, such as `/application/o/invito/`. */
  path?: string;
  /** The claims of each scope, in place of the usual ones. */
  claims?: Record<string, string[]>;
  /** Whether it ends its session on request. */
  endsSession?: boolean;
}

const usualClaims = {
  openid: ["sub"],
  email: ["email", "email_verified"],
  profile: ["name", "preferred_username", "zoneinfo"],
};

export const client = { id: "invito", secret: "invito-secret" };

/**
 * A certified OpenID provider (npm oidc-provider) with its development pages for login and consent; `registered` is added
 * to what it knows of the client.
 */
export async function startIssuer(
  redirectUris: string[],
  port = freePort(),
  registered: Record<string, string | string[]> = {},
  { path = "", claims = usualClaims, endsSession = true }: IssuerShape = {},
): Promise<TestIssuer> {
  const issuer = `http://127.0.0.1:${port}${path}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id: client.id,
      client_secret: client.secret,
      redirect_uris: redirectUris,
      response_types: ["code"],
      grant_types: ["authorization_code"],
      ...registered,
    }],
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, ...people[id] }),
    }),
    claims,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: true },
      jwtUserinfo: { enabled: true },
      rpInitiatedLogout: { enabled: endsSession },
    },
    ttl: {
      AuthorizationCode: 60,
      AccessToken: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
      Grant: 600,
    },
    cookies: { keys: ["test-only"] },
  });
  const callback = provider.callback(), mount = path.replace(/\/$/, "");
  const server = createServer((request, response) => {
    // As Express mounts it.
    Object.assign(request, { originalUrl: request.url, url: request.url?.slice(mount.length) });
    callback(request, response);
  });
  await new Promise<void>((up) => server.listen(port, "127.0.0.1", up));
  const stop = () =>
    new Promise<void>((down) => {
      server.closeAllConnections();
      server.close(() => down());
    });
  return { issuer, stop, [Symbol.asyncDispose]: stop };
}

/** Logs somebody in at the issuer as a browser without scripts would, and answers where the issuer sends them back to. */
export async function logInAtIssuer(address: string, login: string): Promise<string> {
  const cookies = new Map<string, string>();
  const own = new URL(address).origin;
  let next: { url: string; body?: URLSearchParams } = { url: address };
  for (let step = 0; step < 20; step++) {
    const answer = await fetch(next.url, {
      method: next.body ? "POST" : "GET",
      ...(next.body ? { body: next.body } : {}),
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      redirect: "manual",
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    const page = await answer.text();
    const location = answer.headers.get("location");
    if (location) {
      const to = new URL(location, next.url);
      if (to.origin !== own) return to.href;
      next = { url: to.href };
      continue;
    }
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1];
    if (!action || !prompt) {
      throw new Error(`The issuer said ${answer.status}: ${page.slice(0, 500)}`);
    }
    next = {
      url: new URL(action, next.url).href,
      body: new URLSearchParams({ prompt, login, password: "x" }),
    };
  }
  throw new Error("The issuer never sent the browser back");
}
