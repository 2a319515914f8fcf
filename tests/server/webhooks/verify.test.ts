import assert from "node:assert/strict";
import { Webhook } from "standardwebhooks";
import { verifyWebhook } from "../../../docs/webhooks/verify.ts";
import { signedRequest } from "$lib/server/webhooks/payload.ts";
import { requires } from "../../support/required-programs.ts";
import { pythonPackage } from "../../support/python-package.ts";

/** A request as its receiver has it. */
interface Received {
  secret: string;
  headers: Record<string, string>;
  body: string;
}

/** Which of several requests a receiver takes for ours; null where it cannot be installed. */
type Verifier = (received: Received[]) => Promise<boolean[] | null>;

const folder = new URL("../../../docs/webhooks/", import.meta.url).pathname;

/** The three snippets that receivers are shown. */
const snippets = {
  typescript: (received) =>
    each(
      received,
      ({ secret, headers, body }) => verifyWebhook(secret, new Headers(headers), body),
    ),

  python: (received) =>
    answers(received, "python3", [
      "-c",
      inPython(
        `sys.path.insert(0, sys.argv[1])
from verify import verify_webhook`,
        `verify_webhook(r["secret"], r["headers"], r["body"].encode())`,
        "ValueError",
      ),
      folder,
    ]),

  php: (received) =>
    answers(received, "php", [
      "-r",
      `require $argv[1] . "verify.php";
$taken = fn($r) => verifyWebhook($r["secret"], $r["headers"], $r["body"]) !== null;
$answer = function ($r) use ($taken) {
  try { return $taken($r); } catch (RuntimeException) { return false; }
};
echo json_encode(array_map($answer, json_decode(file_get_contents("php://stdin"), true)));`,
      folder,
    ]),
} satisfies Record<string, Verifier>;

/** The official libraries of Standard Webhooks. */
const libraries = {
  npm: (received) =>
    each(received, async ({ secret, headers, body }) => {
      await new Webhook(secret).verify(body, headers);
    }),

  async pypi(received) {
    const python = await verifyingPython();
    if (!python) return null;
    const program = inPython(
      "from standardwebhooks import Webhook, WebhookVerificationError",
      `Webhook(r["secret"]).verify(r["body"], r["headers"])`,
      "WebhookVerificationError",
    );
    return await answers(received, python, ["-c", program]);
  },
} satisfies Record<string, Verifier>;

/** A Python program that verifies each request and prints which it took. */
function inPython(imports: string, verify: string, refusal: string): string {
  return `import json, sys
${imports}
def taken(r):
    try:
        ${verify}
        return True
    except ${refusal}:
        return False
print(json.dumps([taken(r) for r in json.load(sys.stdin)]))`;
}

async function each(
  received: Received[],
  verify: (one: Received) => Promise<unknown>,
): Promise<boolean[]> {
  const results = await Promise.allSettled(received.map(verify));
  return results.map(({ status }) => status === "fulfilled");
}

/** What a program prints that is given the requests as JSON. */
async function answers(received: Received[], program: string, args: string[]): Promise<boolean[]> {
  const child = new Deno.Command(program, {
    args,
    env: { PYTHONDONTWRITEBYTECODE: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(received)));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** A Python with the official library `standardwebhooks`; null where it cannot be installed. */
async function verifyingPython(): Promise<string | null> {
  const bin = await pythonPackage("standardwebhooks");
  return bin && `${bin}/python`;
}

const secret = `whsec_${btoa("thirty-two bytes of a secret, ok")}`;
const older = `whsec_${btoa("another secret, which was before")}`;
const body = JSON.stringify({ type: "booking.confirmed", data: { name: "Zoë Приветова 🙂" } });

function signed(secrets = [secret], at = Date.now()): Received {
  const delivery = { id: "evt_1", format: "standard" as const };
  return { secret, ...signedRequest(delivery, body, secrets, at) };
}

function withHeader(received: Received, name: string, value: string): Received {
  return { ...received, headers: { ...received.headers, [name]: value } };
}

const genuine = signed();
const requests: [what: string, received: Received, taken: boolean][] = [
  ["as it was sent", genuine, true],
  ["in rotation, by the new secret", signed([secret, older]), true],
  ["in rotation, by the secret before", { ...signed([secret, older]), secret: older }, true],
  ["with another body", { ...genuine, body: body.replace("Zoë", "Zoe") }, false],
  ["with another id", withHeader(genuine, "webhook-id", "evt_2"), false],
  ["with another secret", { ...genuine, secret: older }, false],
  ["six minutes old", signed([secret], Date.now() - 360_000), false],
  ["of a time six minutes ahead", signed([secret], Date.now() + 360_000), false],
  ["without a signature", withHeader(genuine, "webhook-signature", "v2,c2lnbmF0dXJl"), false],
  ["without a time", withHeader(genuine, "webhook-timestamp", "now"), false],
];

const verifiers: Record<string, [Verifier, { ignore?: boolean }]> = {
  "the snippet for TypeScript": [snippets.typescript, {}],
  "the snippet for Python": [snippets.python, requires("python-venv")],
  "the snippet for PHP": [snippets.php, requires("php")],
  "standardwebhooks from npm": [libraries.npm, {}],
  "standardwebhooks from PyPI": [libraries.pypi, requires("python-venv")],
};

for (const [name, [verify, options]] of Object.entries(verifiers)) {
  Deno.test(`a webhook is taken or refused by ${name}`, options, async () => {
    const taken = await verify(requests.map(([, received]) => received));
    if (!taken) return;
    assert.deepEqual(
      requests.map(([what], i) => [what, taken[i]]),
      requests.map(([what, , expected]) => [what, expected]),
    );
  });
}
