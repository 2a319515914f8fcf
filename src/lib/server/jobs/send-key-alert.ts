import { renderKeyAlert } from "../email/messages/key-alert.ts";
import { senderOf } from "../email/email.ts";
import { readApiKeyOf } from "../store/api-keys.ts";
import { getOpenHost } from "../store/hosts.ts";
import { deliver } from "./deliver.ts";
import type { JobHandler } from "./job-handler.ts";

/** Emails a host that a key was revoked because its secret was in a URL. Never stored as unsent, since the list of keys shows the same. */
export const sendKeyAlert: JobHandler = async (app, job) => {
  if (job.work.kind !== "send-key-alert") throw new Error(`not an email: ${job.work.kind}`);
  const { hostId, keyId } = job.work;
  const host = await getOpenHost(app.kv, hostId);
  const entry = await readApiKeyOf(app.kv, hostId, keyId);
  if (!app.sendMail || !host?.email || !entry) return { state: "superseded" };
  return await deliver(
    app,
    renderKeyAlert({
      to: { name: host.name, address: host.email },
      key: entry.value.name,
      link: `${app.baseUrl}/dashboard/settings/keys`,
      jobId: job.id,
      reader: host,
      sender: senderOf(app),
    }),
  );
};
