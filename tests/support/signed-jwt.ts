import { base64url } from "$lib/server/runtime/secrets.ts";

export interface SigningKey {
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
export function encodeJwt(
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
