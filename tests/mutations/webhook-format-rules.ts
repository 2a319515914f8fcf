import type { Mutation } from "./mutation.ts";

const formats = ["tests/server/webhooks/formats.test.ts"];
const parts = ["tests/server/webhooks/parts.test.ts"];
const again = ["tests/server/webhooks/send-again.test.ts"];

/** What other products' formats say, and what is sent again. */
export const webhookFormatRules: Mutation[] = [
  {
    name: "a request that is withdrawn is a cancelled invitee of Calendly's",
    file: "src/lib/server/webhooks/formats/calendly.ts",
    find: `      if (changed.status?.from !== "CONFIRMED") return [];\n`,
    replaceBy: "",
    tests: formats,
  },
  {
    name: "a new time of a request is told to Calendly's receivers",
    file: "src/lib/server/webhooks/formats/calendly.ts",
    find: `status !== "CONFIRMED" || !changed.time`,
    replaceBy: "!changed.time",
    tests: formats,
  },
  {
    name: "the parts of an event have one id",
    file: "src/lib/server/store/webhook-deliveries.ts",
    find: '${part === 0 ? "" : `-${part + 1}`}',
    replaceBy: "",
    tests: parts,
  },
  {
    name: "Calendly's signature leaves out the time",
    file: "src/lib/server/webhooks/formats/signatures.ts",
    find: "hexHmac(secret, `${timestamp}.${body}`)",
    replaceBy: "hexHmac(secret, body)",
    tests: formats,
  },
  {
    name: "a period is sent again with what was delivered",
    file: "src/lib/server/webhooks/deliveries.ts",
    find: "states.includes(value.state) && ",
    replaceBy: "",
    tests: again,
  },
  {
    name: "a period that ends before it begins is taken",
    file: "src/lib/server/webhooks/deliveries.ts",
    find: "  if (to <= from) return",
    replaceBy: "  if (to < 0) return",
    tests: again,
  },
  {
    name: "the standard format has no X-OpenCalendly-Signature",
    file: "src/lib/server/webhooks/sign.ts",
    find: '"x-opencalendly-signature"',
    replaceBy: '"x-signature"',
    tests: ["tests/server/webhooks/opencalendly-format.test.ts"],
  },
  {
    name: "OpenCalendly's format tells of a withdrawn request",
    file: "src/lib/server/webhooks/formats/opencalendly.ts",
    find: `changed.status?.from === "CONFIRMED" ?`,
    replaceBy: "changed.status ?",
    tests: ["tests/server/webhooks/opencalendly-format.test.ts"],
  },
  {
    name: "OpenCalendly's names have a cancelled booking as we write it",
    file: "src/lib/scheduling/webhook.ts",
    find: `  "booking.cancelled": "booking.canceled",\n`,
    replaceBy: "",
    tests: ["tests/server/webhooks/subscriptions.test.ts"],
  },
];
