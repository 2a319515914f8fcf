import type { AuthorizationServer } from "oauth4webapi";
import * as v from "valibot";
import type { App } from "../app.ts";
import { OutboundError } from "../outbound/errors.ts";

/** Why the issuer cannot be used: it gives no document, or one that does not fit the settings. */
export class IssuerError extends Error {
  constructor(readonly code: "issuer-down" | "issuer-setup", message: string) {
    super(message);
    this.name = "IssuerError";
  }
}

/** Where an issuer has its document. */
export const DISCOVERY_PATH = "/.well-known/openid-configuration";
const FETCH_MS = 8_000;
/** How long a page waits that only says whether the issuer can be reached. */
const PAGE_MS = 500;
/** How long signing out waits for an issuer that is not known. */
const SIGN_OUT_MS = 3_000;
const MAX_BYTES = 200_000;

const Endpoint = v.pipe(
  v.string(),
  v.check((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? "")),
);

const Discovery = v.looseObject({
  issuer: v.string(),
  authorization_endpoint: Endpoint,
  token_endpoint: Endpoint,
  userinfo_endpoint: v.exactOptional(Endpoint),
  jwks_uri: v.exactOptional(Endpoint),
  token_endpoint_auth_methods_supported: v.exactOptional(v.array(v.string())),
  scopes_supported: v.exactOptional(v.array(v.string())),
  id_token_signing_alg_values_supported: v.exactOptional(v.array(v.string())),
  userinfo_signing_alg_values_supported: v.exactOptional(v.array(v.string())),
});

/**
 * The document of the issuer that is set up (OpenID Connect Discovery §4), kept for some minutes; throws IssuerError.
 * Only where an issuer is set up.
 */
export function readIssuer(app: App): Promise<AuthorizationServer> {
  return app.issuerDocument.get(async () => {
    try {
      return await fetchDocument(app);
    } catch (error) {
      if (!(error instanceof IssuerError)) throw error;
      const facts = { issuer: app.settings.oidc!.issuer, problem: error.message };
      if (error.code === "issuer-down") app.log.warn("issuer-down", facts);
      else app.log.warn("issuer-setup", facts);
      throw error;
    }
  });
}

/** What a page says of the issuer without waiting for it: null while it is up, or not known yet. */
export async function issuerProblem(app: App): Promise<IssuerError["code"] | null> {
  const issuer = await readIssuerWithin(app, PAGE_MS);
  return issuer instanceof IssuerError ? issuer.code : null;
}

/** Where the issuer ends its session, for a browser that signs out; null where it says nothing in time. */
export async function awaitEndSession(app: App): Promise<string | null> {
  const issuer = await readIssuerWithin(app, SIGN_OUT_MS);
  return issuer && !(issuer instanceof IssuerError) ? endSessionOf(issuer) : null;
}

/** The address at which an issuer ends its session (OpenID Connect RP-Initiated Logout 1.0 §2.1); null without one. */
export function endSessionOf({ end_session_endpoint }: AuthorizationServer): string | null {
  return v.is(Endpoint, end_session_endpoint) ? end_session_endpoint : null;
}

/** The document, why there is none, or null where that takes longer. */
async function readIssuerWithin(
  app: App,
  ms: number,
): Promise<AuthorizationServer | IssuerError | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(late.resolve, ms, null);
  try {
    return await Promise.race([readIssuer(app), late.promise]);
  } catch (error) {
    if (error instanceof IssuerError) return error;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Where the document is, whether the issuer or the document itself is set up. */
function discoveryUrl(issuer: string): string {
  const url = new URL(issuer);
  url.pathname = url.pathname.replace(/\/$/, "");
  if (!url.pathname.endsWith(DISCOVERY_PATH)) {
    url.pathname = url.pathname.replace(/\/$/, "") + DISCOVERY_PATH;
  }
  return url.href;
}

async function fetchDocument(app: App): Promise<AuthorizationServer> {
  const { issuer } = app.settings.oidc!;
  const url = discoveryUrl(issuer);
  const response = await request(app, url);
  if (!response.ok) {
    const to = response.headers.get("location");
    const status = `${response.status}${to ? ` and leads to ${printable(to)}` : ""}`;
    throw new IssuerError("issuer-down", `${url} answers ${status}.`);
  }
  const parsed = v.safeParse(Discovery, await response.json().catch(() => undefined));
  if (parsed.success) {
    checkIssuer(url, issuer, parsed.output.issuer);
    return {
      ...parsed.output,
      userinfo_signing_alg_values_supported: userinfoAlgorithms(parsed.output),
    };
  }
  const missing = parsed.issues.map((issue) => v.getDotPath(issue)).filter((name) => name !== null);
  throw new IssuerError(
    "issuer-setup",
    missing.length === 0
      ? `${url} is not a discovery document. Check INVITO_OIDC_ISSUER.`
      : `${url} has no valid ${missing.join(", ")}. Check INVITO_OIDC_ISSUER.`,
  );
}

async function request(app: App, url: string): Promise<Response> {
  try {
    return await app.fetch(url, { timeoutMs: FETCH_MS, maxBytes: MAX_BYTES });
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    if (error.kind === "private") {
      const hint = "is on a private network. Add its host to INVITO_ALLOW_PRIVATE_HOSTS.";
      throw new IssuerError("issuer-setup", `${url} ${hint}`);
    }
    throw new IssuerError("issuer-down", `${url} can’t be read (${error.message}).`);
  }
}

/** Throws unless the document is of the issuer that is set up (OpenID Connect Discovery §4.3). */
function checkIssuer(url: string, configured: string, stated: string): void {
  if (URL.parse(stated)?.href === new URL(configured).href) return;
  const both = `configured ${configured}, the document says ${printable(stated)}: `;
  const right = /[{}]/.test(stated)
    ? `${url} is of many directories. Set INVITO_OIDC_ISSUER to the address of one, with its ID in place of the braces.`
    : `set INVITO_OIDC_ISSUER to ${printable(stated)}`;
  throw new IssuerError("issuer-setup", both + right);
}

/** How userinfo may be signed; without a statement, as the ID token is. */
function userinfoAlgorithms(document: v.InferOutput<typeof Discovery>): string[] {
  const stated = document.userinfo_signing_alg_values_supported ??
    document.id_token_signing_alg_values_supported ?? ["RS256"];
  return stated.filter((algorithm) => algorithm !== "none");
}

/** Text of a server as a log and a terminal show it. */
function printable(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, "?").slice(0, 300);
}
