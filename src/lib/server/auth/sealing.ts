import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { Buffer } from "node:buffer";
import { type Sealer, UnknownSealingKey } from "../runtime/secrets.ts";

interface SealingKeys {
  /** Identifies the secret in sealed texts without revealing anything about it. */
  id: string;
  seal: Uint8Array;
  sign: Uint8Array;
}

const ALGORITHM = "aes-256-gcm";
const KEY_ID_BYTES = 6, KEY_BYTES = 32, NONCE_BYTES = 12, TAG_BYTES = 16;

/**
 * AES-256-GCM and HMAC-SHA-256 with keys derived by HKDF from the session secret (64 hex digits), one label each. The
 * old secret still opens and verifies; seal and sign use the current one.
 *
 * By node:crypto, because for texts this small the thread of crypto.subtle costs more than the encryption.
 */
export function openSealer(secretHex: string, oldHex: string | null): Sealer {
  const current = deriveKeys(secretHex);
  const available = [current, ...(oldHex ? [deriveKeys(oldHex)] : [])];
  const isSignedBy = (
    candidates: SealingKeys[],
    text: string,
    purpose: string,
    signature: string,
  ) => {
    if (!/^[A-Za-z0-9_-]{43}$/.test(signature)) return Promise.resolve(false);
    const given = Buffer.from(signature, "base64url");
    const isBy = (keys: SealingKeys) => timingSafeEqual(signatureOf(keys, text, purpose), given);
    return Promise.resolve(candidates.some(isBy));
  };

  return {
    seal(secret, context) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, current.seal, nonce);
      cipher.setAAD(Buffer.from(context));
      const sealed = [cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()];
      const body = Buffer.concat([nonce, ...sealed]).toString("base64url");
      return Promise.resolve(["1", current.id, body].join("."));
    },

    // deno-lint-ignore require-await -- so that what cannot be opened is a rejection
    async open(sealed, context) {
      const [version, id, text] = sealed.split(".");
      const keys = available.find((each) => each.id === id);
      if (version !== "1" || !keys || !text) {
        throw new UnknownSealingKey("This was not sealed by a session secret that we have");
      }
      const body = Buffer.from(text, "base64url");
      const tagStart = body.length - TAG_BYTES;
      if (tagStart < NONCE_BYTES) throw new Error("This is too short to have been sealed");
      const decipher = createDecipheriv(ALGORITHM, keys.seal, body.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(body.subarray(tagStart));
      const plain = decipher.update(body.subarray(NONCE_BYTES, tagStart));
      return Buffer.concat([plain, decipher.final()]).toString("utf8");
    },

    sign(text, purpose) {
      return Promise.resolve(signatureOf(current, text, purpose).toString("base64url"));
    },

    verify: (...signed) => isSignedBy(available, ...signed),
    verifyCurrent: (...signed) => isSignedBy([current], ...signed),
  };
}

/** The id of a secret in the texts that it sealed; reveals nothing about the secret. */
export function sealingKeyId(secretHex: string): string {
  return deriveKeys(secretHex).id;
}

function deriveKeys(secretHex: string): SealingKeys {
  if (!/^[0-9a-f]{64}$/i.test(secretHex)) throw new Error("A session secret is 64 hex digits");
  const secret = Buffer.from(secretHex, "hex");
  const derive = (label: string, bytes: number) =>
    Buffer.from(hkdfSync("sha256", secret, "", `invito ${label} 1`, bytes));
  return {
    id: derive("key id", KEY_ID_BYTES).toString("base64url"),
    seal: derive("seal", KEY_BYTES),
    sign: derive("sign", KEY_BYTES),
  };
}

/** 32 bytes. */
function signatureOf({ sign }: SealingKeys, text: string, purpose: string): Buffer {
  return createHmac("sha256", sign).update(`${purpose}\0${text}`).digest();
}
