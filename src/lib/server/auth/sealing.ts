import { base64url, fromBase64url, type Sealer, UnknownSealingKey } from "../runtime/secrets.ts";

interface SealingKeys {
  /** Identifies the secret in sealed texts without revealing anything about it. */
  id: string;
  seal: CryptoKey;
  sign: CryptoKey;
}

const NONCE_BYTES = 12;

/**
 * AES-256-GCM and HMAC-SHA-256 with keys derived by HKDF from the session secret (64 hex digits), one label each. The
 * old secret still opens and verifies; seal and sign use the current one.
 */
export async function openSealer(secretHex: string, oldHex: string | null): Promise<Sealer> {
  const current = await deriveKeys(secretHex);
  const available = [current, ...(oldHex ? [await deriveKeys(oldHex)] : [])];

  return {
    async seal(secret, context) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
      const sealed = await crypto.subtle.encrypt(
        { name: "AES-GCM", iv: nonce, additionalData: bytesOf(context) },
        current.seal,
        bytesOf(secret),
      );
      return ["1", current.id, base64url(nonce) + base64url(new Uint8Array(sealed))].join(".");
    },

    async open(sealed, context) {
      const [version, id, body] = sealed.split(".");
      const keys = available.find((each) => each.id === id);
      if (version !== "1" || !keys || !body) {
        throw new UnknownSealingKey("This was not sealed by a session secret that we have");
      }
      const nonceLength = NONCE_BYTES / 3 * 4;
      const plain = await crypto.subtle.decrypt(
        {
          name: "AES-GCM",
          iv: fromBase64url(body.slice(0, nonceLength)),
          additionalData: bytesOf(context),
        },
        keys.seal,
        fromBase64url(body.slice(nonceLength)),
      );
      return new TextDecoder().decode(plain);
    },

    async sign(text, purpose) {
      const signature = await crypto.subtle.sign("HMAC", current.sign, signedBytes(text, purpose));
      return base64url(new Uint8Array(signature));
    },

    async verify(text, purpose, signature) {
      if (!/^[A-Za-z0-9_-]{43}$/.test(signature)) return false;
      const bytes = fromBase64url(signature);
      const results = await Promise.all(
        available.map((keys) =>
          crypto.subtle.verify("HMAC", keys.sign, bytes, signedBytes(text, purpose))
        ),
      );
      return results.includes(true);
    },
  };
}

/** The id of a secret in the texts that it sealed; reveals nothing about the secret. */
export async function sealingKeyId(secretHex: string): Promise<string> {
  return (await deriveKeys(secretHex)).id;
}

async function deriveKeys(secretHex: string): Promise<SealingKeys> {
  if (!/^[0-9a-f]{64}$/i.test(secretHex)) throw new Error("A session secret is 64 hex digits");
  const secret = Uint8Array.from(secretHex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const root = await crypto.subtle.importKey("raw", secret, "HKDF", false, [
    "deriveBits",
    "deriveKey",
  ]);
  const params = (label: string) => ({
    name: "HKDF",
    hash: "SHA-256",
    salt: new Uint8Array(),
    info: bytesOf(`invito ${label} 1`),
  });
  const seal = { name: "AES-GCM", length: 256 };
  const sign = { name: "HMAC", hash: "SHA-256", length: 256 };
  return {
    id: base64url(new Uint8Array(await crypto.subtle.deriveBits(params("key id"), root, 48))),
    seal: await crypto.subtle.deriveKey(params("seal"), root, seal, false, ["encrypt", "decrypt"]),
    sign: await crypto.subtle.deriveKey(params("sign"), root, sign, false, ["sign", "verify"]),
  };
}

function signedBytes(text: string, purpose: string): Uint8Array<ArrayBuffer> {
  return bytesOf(`${purpose}\0${text}`);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
