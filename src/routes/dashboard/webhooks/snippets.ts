import php from "../../../../docs/webhooks/verify.php?raw";
import python from "../../../../docs/webhooks/verify.py?raw";
import typescript from "../../../../docs/webhooks/verify.ts?raw";

/** The functions that verify a webhook, as `docs/webhooks` has them. */
export const snippets = { typescript, python, php };
