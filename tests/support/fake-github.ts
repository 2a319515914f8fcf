/** GitHub's sign-in and the two requests of its API that signing in needs: nothing real runs offline. */
import { freePort } from "./free-port.ts";

export const githubClient = { id: "Iv1.invito", secret: "github-secret" };

export interface GitHubAccount {
  id: number;
  login: string;
  name?: string | null;
  /** The public address, which anybody may have set and which counts for nothing. */
  email?: string | null;
}

interface Email {
  email: string;
  primary: boolean;
  verified: boolean;
}

/** How the answers differ from right ones. */
export interface GitHubFault {
  /** What leads back in place of a code. */
  back?: Record<string, string>;
  token?: () => Response | Promise<Response>;
  user?: () => Response | Promise<Response>;
  emails?: () => Response | Promise<Response>;
}

/** As docs.github.com describes it, with a base address as of GitHub Enterprise Server; each code works once. */
export function startFakeGitHub(port = freePort()) {
  const address = `http://127.0.0.1:${port}`;
  const codes = new Map<string, { challenge: string; redirectUri: string }>();
  const self = {
    address,
    account: { id: 1001, login: "carol", name: "Carol Case" } as GitHubAccount,
    emails: [{ email: "carol@example.test", primary: true, verified: true }] as Email[],
    fault: {} as GitHubFault,
    /** Every request, as method and path. */
    requests: [] as string[],
    /** Query of the last authorization request. */
    asked: new URLSearchParams(),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
  const server = Deno.serve({ hostname: "127.0.0.1", port, onListen() {} }, async (request) => {
    const url = new URL(request.url);
    self.requests.push(`${request.method} ${url.pathname}`);
    switch (`${request.method} ${url.pathname}`) {
      case "GET /login/oauth/authorize": {
        self.asked = url.searchParams;
        const code = crypto.randomUUID(), redirectUri = url.searchParams.get("redirect_uri") ?? "";
        codes.set(code, { challenge: url.searchParams.get("code_challenge") ?? "", redirectUri });
        const back = new URL(redirectUri), state = url.searchParams.get("state") ?? "";
        const iss = `${address}/login/oauth`;
        for (
          const [name, value] of Object.entries({ state, ...self.fault.back ?? { code, iss } })
        ) {
          back.searchParams.set(name, value);
        }
        return Response.redirect(back, 302);
      }
      case "POST /login/oauth/access_token":
        return await self.fault.token?.() ?? await token(await request.formData());
      case "GET /api/v3/user":
        if (!isSignedIn(request)) return Response.json({ message: "Bad credentials" }, no);
        return await self.fault.user?.() ?? Response.json({ type: "User", ...self.account });
      case "GET /api/v3/user/emails":
        if (!isSignedIn(request)) return Response.json({ message: "Bad credentials" }, no);
        return await self.fault.emails?.() ?? Response.json(self.emails);
      case "GET /api/v3":
        return Response.json({ message: "Must authenticate to access this API." }, no);
      default:
        return Response.json({ message: "Not Found" }, { status: 404 });
    }
  });

  /** GitHub refuses with status 200 and the error in the body. */
  async function token(form: FormData): Promise<Response> {
    const value = (name: string) => String(form.get(name) ?? "");
    const code = codes.get(value("code"));
    codes.delete(value("code"));
    if (value("client_id") !== githubClient.id || value("client_secret") !== githubClient.secret) {
      return Response.json({ error: "incorrect_client_credentials" });
    }
    if (!code || code.challenge !== await s256(value("code_verifier"))) {
      return Response.json({ error: "bad_verification_code" });
    }
    if (code.redirectUri !== value("redirect_uri")) {
      return Response.json({ error: "redirect_uri_mismatch" });
    }
    return Response.json({ access_token: "gho_x", token_type: "bearer", scope: "user:email" });
  }

  return self;
}

const no = { status: 401 };

function isSignedIn(request: Request): boolean {
  return request.headers.get("authorization") === "Bearer gho_x" &&
    Boolean(request.headers.get("user-agent"));
}

async function s256(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  return new Uint8Array(digest).toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Settings with which the program signs in there. */
export function githubSettings(address: string): Record<string, string> {
  return {
    INVITO_GITHUB_CLIENT_ID: githubClient.id,
    INVITO_GITHUB_CLIENT_SECRET: githubClient.secret,
    INVITO_GITHUB_BASE_URL: address,
    INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
  };
}
