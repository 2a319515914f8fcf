/** What the doctor says of the services at which hosts sign in. */
import { product } from "../../lib/product.ts";
import type { AuthorizationServer } from "oauth4webapi";
import type { App } from "../../lib/server/app.ts";
import { githubApi } from "../../lib/server/auth/github-service.ts";
import { isOpenToAll, openToAllHint } from "../../lib/server/auth/issuer-admission.ts";
import { endSessionOf, IssuerError, readIssuer } from "../../lib/server/auth/issuer-discovery.ts";
import { signedOutAddress } from "../../lib/server/auth/issuer-sign-out.ts";
import { redirectAddress } from "../../lib/server/auth/sign-in-services.ts";
import { OutboundError } from "../../lib/server/outbound/index.ts";
import type { Finding } from "./findings.ts";

/** Whether the services can be reached, and the addresses to register there. */
export async function signInFindings(app: App): Promise<Finding[]> {
  const { oidc, github } = app.settings;
  return [
    ...(oidc ? await issuerFindings(app, oidc) : []),
    ...(github ? await githubFindings(app) : []),
    ...(oidc || github ? [] : [{
      tone: "good" as const,
      about: "Sign-in",
      text: "By links only: no service is set up.",
    }]),
  ];
}

async function issuerFindings(
  app: App,
  oidc: NonNullable<App["settings"]["oidc"]>,
): Promise<Finding[]> {
  const about = "OpenID Connect";
  const note = (text: string, hint: string): Finding => ({ tone: "note", about, text, hint });
  const open = isOpenToAll(app.settings)
    ? [note(`Everybody with an account at ${oidc.issuer} can become a host.`, openToAllHint)]
    : [];
  const addresses = redirectFinding(app, about);
  try {
    const issuer = await readIssuer(app);
    return [
      { tone: "good", about, text: `${oidc.issuer} is reachable.` },
      ...open,
      ...unnamedClaims(oidc, issuer).map(([claim, setting]) =>
        note(
          `${setting} is set, and the issuer’s document doesn’t name the claim ${claim}.`,
          "Check that it sends it to this client. Without it nobody signs in with the issuer.",
        )
      ),
      addresses,
      ...(endSessionOf(issuer)
        ? [note(
          `The issuer leads back to ${signedOutAddress(app)} after signing out.`,
          "Add this address to the client’s post-logout redirect URIs, unless it is there already.",
        )]
        : []),
    ];
  } catch (error) {
    if (!(error instanceof IssuerError)) throw error;
    const hint = "Hosts can’t sign in with it until then.";
    return [{ tone: "bad", about, text: error.message, hint }, ...open, addresses];
  }
}

/** Claims that settings ask for and that the issuer does not list among its own. */
function unnamedClaims(
  { domains, groups }: NonNullable<App["settings"]["oidc"]>,
  { claims_supported }: AuthorizationServer,
): [string, string][] {
  const asked: [string, string, readonly string[]][] = [
    ["email_verified", "INVITO_OIDC_DOMAINS", domains],
    ["groups", "INVITO_OIDC_GROUPS", groups],
  ];
  if (!Array.isArray(claims_supported)) return [];
  return asked.filter(([claim, , values]) => values.length > 0 && !claims_supported.includes(claim))
    .map(([claim, setting]) => [claim, setting]);
}

async function githubFindings(app: App): Promise<Finding[]> {
  const about = "GitHub", api = githubApi(app.settings.github!.baseUrl);
  const reached = await app.fetch(api, { timeoutMs: 8_000 }).then(
    (): Finding => ({ tone: "good", about, text: `${api} is reachable.` }),
    (error): Finding => {
      if (!(error instanceof OutboundError)) throw error;
      return {
        tone: "bad",
        about,
        text: `${api} can’t be read (${error.message}).`,
        hint: error.kind === "private"
          ? "Add its host to INVITO_ALLOW_PRIVATE_HOSTS."
          : "Hosts can’t sign in with GitHub until then.",
      };
    },
  );
  return [reached, redirectFinding(app, about)];
}

function redirectFinding(app: App, about: string): Finding {
  return {
    tone: "note",
    about,
    text: `${product} is sent back to ${redirectAddress(app)} after signing in.`,
    hint: about === "GitHub"
      ? "This is the app’s authorization callback URL."
      : "Add this address to the client’s redirect URIs, unless it is there already.",
  };
}
