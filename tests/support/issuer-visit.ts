/** A program with an OpenID Connect issuer, and a visitor who goes there and comes back. */
import assert from "node:assert/strict";
import { client } from "./oidc-issuer.ts";
import { freePort } from "./free-port.ts";
import { type Program, startProgram } from "./program.ts";
import type { Visitor } from "./http-visitor.ts";
import { testSecret } from "./test-app.ts";

/** Starts the program with an issuer. */
export async function startWithIssuer(
  issuer: string,
  listen = freePort(),
  more: Record<string, string> = {},
): Promise<Program> {
  return await startProgram({
    env: {
      INVITO_SESSION_SECRET: testSecret,
      INVITO_LISTEN_ADDR: `127.0.0.1:${listen}`,
      INVITO_OIDC_ISSUER: issuer,
      INVITO_OIDC_CLIENT_ID: client.id,
      INVITO_OIDC_CLIENT_SECRET: client.secret,
      INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
      ...more,
    },
  });
}

/** Presses the issuer's button; the address at the issuer. */
export async function goToIssuer(
  visitor: Visitor,
  page = "/auth/sign-in?/startOidc",
  fields = {},
): Promise<string> {
  const answer = await visitor.post(page, { service: "oidc", zone: "Europe/Berlin", ...fields });
  return refreshOf(answer);
}

/** Where a page of ours leads a browser on. */
export function refreshOf(answer: Awaited<ReturnType<Visitor["post"]>>): string {
  const address = /http-equiv="refresh" content="0;url=([^"]+)"/.exec(answer.text)?.[1];
  assert(address, `${answer.status} ${answer.location}\n${answer.text.slice(0, 400)}`);
  return address.replaceAll("&amp;", "&");
}

/** Path and query of the callback to which the issuer redirects. */
export async function returnFromIssuer(address: string): Promise<string> {
  const answer = await fetch(address, { redirect: "manual" });
  await answer.body?.cancel();
  const url = new URL(answer.headers.get("location")!);
  return url.pathname + url.search;
}

/** The host of a visitor's session, or null. */
export async function signedInHost(visitor: Visitor) {
  const answer = await visitor.get("/v0/auth/me");
  return answer.status === 200 ? JSON.parse(answer.text).user : null;
}
