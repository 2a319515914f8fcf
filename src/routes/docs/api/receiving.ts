import php from "../../../../docs/webhooks/verify.php?raw";
import python from "../../../../docs/webhooks/verify.py?raw";
import typescript from "../../../../docs/webhooks/verify.ts?raw";
import { apiReference } from "$lib/i18n/english-only/index.ts";
import { format } from "$lib/i18n/format.ts";
import { inputSchema } from "$lib/openapi/json-schema.ts";
import { rowsOf } from "$lib/openapi/schema-rows.ts";
import { signatureHeaders, webhookPayload, webhookWhen } from "$lib/openapi/webhook-payload.ts";
import { HOUR, MINUTE, SECOND } from "$lib/scheduling/durations.ts";
import { kindName, webhookKinds } from "$lib/scheduling/webhook.ts";
import { retryPausesMs } from "$lib/scheduling/webhook-delivery.ts";

const words = apiReference.receiving;

/** How webhooks are received: events, headers, retries, and how they are verified. */
export function receivingView() {
  return {
    text: format(words.text, { pauses: pauseList() }),
    events: webhookKinds.map((kind) => {
      const name = kindName(kind, "opencalendly");
      const other = name === kind ? "" : ` ${format(words.other, { name })}`;
      return { name: kind, text: webhookWhen[kind] + other };
    }),
    headers: signatureHeaders.map(({ name, description }) => ({ name, text: description })),
    body: rowsOf(inputSchema(webhookPayload("booking.confirmed"), false)),
    snippets: [
      { title: "TypeScript", code: typescript },
      { title: "Python", code: python },
      { title: "PHP", code: php },
    ],
  };
}

/** "5 seconds, 5 minutes, …" */
function pauseList(): string {
  const units = [["hour", HOUR], ["minute", MINUTE], ["second", SECOND]] as const;
  const pauses = retryPausesMs.slice(1).map((ms) => {
    const [unit, length] = units.find(([, length]) => ms >= length)!;
    return new Intl.NumberFormat("en", { style: "unit", unit, unitDisplay: "long" })
      .format(ms / length);
  });
  return new Intl.ListFormat("en").format(pauses);
}
