import { Webhook } from "standardwebhooks";
import { verifyWebhook } from "../../../docs/webhooks/verify.ts";
import { verifyingPython } from "./standardwebhooks-python.ts";

/** A request as its receiver has it. */
export interface Received {
  secret: string;
  headers: Record<string, string>;
  body: string;
}

/** Which of several requests a receiver takes for ours; null where it cannot be installed. */
export type Verifier = (received: Received[]) => Promise<boolean[] | null>;

const folder = new URL("../../../docs/webhooks/", import.meta.url).pathname;

/** The three snippets that receivers are shown. */
export const snippets = {
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
export const libraries = {
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
