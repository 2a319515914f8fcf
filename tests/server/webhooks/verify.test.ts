import assert from "node:assert/strict";
import { signedRequest } from "$lib/server/webhooks/payload.ts";
import { requires } from "../../support/required-programs.ts";
import {
  libraries,
  type Received,
  snippets,
  type Verifier,
} from "../../support/webhooks/verifiers.ts";

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
