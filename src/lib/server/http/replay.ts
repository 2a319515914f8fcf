/** Carries out each change of the API once per Idempotency-Key: the key is stored in the change's own commit. */
import { MINUTE } from "$lib/scheduling/durations.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { base64url, fromBase64url, hashOf } from "../runtime/secrets.ts";
import { isAlive } from "../kv/instances.ts";
import {
  deleteReplay,
  isReplayValid,
  readReplay,
  type Replay,
  ReplayTaken,
  setReplayAnswer,
  storeWithReplay,
} from "../store/replays.ts";

/** What makes two requests the same. */
export interface KeyedRequest {
  /** The operation and who calls it: a key belongs to both. */
  operation: string;
  caller: string;
  key: string;
  payload: unknown;
}

export interface Answered {
  status: number;
  body: Record<string, unknown>;
}

/** How long a first request may take, ms. */
const RUNNING_MS = MINUTE;
/** How long a repeated request waits for the first one's answer, and how often it looks, ms. */
const WAIT_MS = 2_000, LOOK_MS = 50;
/** The longest answer that is kept, characters. */
const LONGEST = 25_000;

/**
 * Calls `act` with an `app` whose first commit also stores the key, unless a request with this key was carried out;
 * refusals are not stored. `secrets` are members of the answer that a replay shows as null.
 */
export async function once(
  app: App,
  request: KeyedRequest,
  secrets: readonly string[],
  act: (app: App) => Promise<Outcome<Answered>>,
): Promise<Outcome<Answered & { replayed: boolean }>> {
  const hash = await hashOf("replay", request.operation, request.caller, request.key);
  const payloadHash = await hashOf("replay payload", JSON.stringify(request.payload));
  const was = await readReplay(app.kv, hash);
  if (was.value && isReplayValid(was.value, app.now())) {
    return await replayed(app, hash, payloadHash, request.key);
  }

  const first = crypto.randomUUID();
  const record: Replay = { payloadHash, at: app.now(), by: app.instance, first, answer: null };
  const { kv, isCommitted } = storeWithReplay(app.kv, was, record);
  running.add(first);
  try {
    const outcome = await act({ ...app, kv });
    if (!outcome.ok) {
      if (isCommitted()) await deleteReplay(app.kv, hash);
      return outcome;
    }
    const { status, body } = outcome.value;
    const kept = withoutSecrets(body, secrets);
    const text = JSON.stringify({ status, body: kept });
    const answer = text.length <= LONGEST ? await encrypt(text, request.key) : null;
    await setReplayAnswer(app.kv, hash, { ...record, answer });
    return accepted({ status, body, replayed: false });
  } catch (error) {
    if (error instanceof ReplayTaken) return await replayed(app, hash, payloadHash, request.key);
    throw error;
  } finally {
    running.delete(first);
  }
}

/** The first requests that this program carries out. */
const running = new Set<string>();

/** Whether the first request may still be answered: not where its program was killed or it failed after its commit. */
async function isRunning({ kv, instance }: App, { by, first }: Replay): Promise<boolean> {
  return by === instance ? running.has(first) : await isAlive(kv, by);
}

/** The answer of the first request, waited for while it runs. */
async function replayed(
  app: App,
  hash: string,
  payloadHash: string,
  key: string,
): Promise<Outcome<Answered & { replayed: boolean }>> {
  for (let waited = 0;; waited += LOOK_MS) {
    let { value } = await readReplay(app.kv, hash);
    const isEnded = value?.answer === null && !await isRunning(app, value);
    // What has ended since it was read has its answer now.
    if (isEnded) ({ value } = await readReplay(app.kv, hash));
    // The first request was refused meanwhile.
    if (!value) return refused("in-progress", { retryAfter: 1 });
    if (value.payloadHash !== payloadHash) return refused("key-reused");
    if (value.answer !== null) {
      const answered: Answered = JSON.parse(await decrypt(value.answer, key));
      return accepted({ ...answered, replayed: true });
    }
    if (isEnded || value.at + RUNNING_MS <= app.now()) return refused("answer-lost");
    if (waited >= WAIT_MS) return refused("in-progress", { retryAfter: 1 });
    await new Promise((wake) => setTimeout(wake, LOOK_MS));
  }
}

function withoutSecrets(
  body: Record<string, unknown>,
  secrets: readonly string[],
): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(body, (name, value) => secrets.includes(name) ? null : value),
  );
}

/** AES-256-GCM under the Idempotency-Key, which is not stored: nobody else can read the answer, which may name guests. */
async function encrypt(text: string, key: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(text);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await cryptoKey(key), bytes);
  return `${base64url(iv)}.${base64url(new Uint8Array(sealed))}`;
}

async function decrypt(sealed: string, key: string): Promise<string> {
  const [iv, bytes] = sealed.split(".").map(fromBase64url) as [
    Uint8Array<ArrayBuffer>,
    Uint8Array<ArrayBuffer>,
  ];
  const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await cryptoKey(key), bytes);
  return new TextDecoder().decode(opened);
}

async function cryptoKey(key: string): Promise<CryptoKey> {
  const bytes = fromBase64url(await hashOf("replay answer", key));
  return await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}
