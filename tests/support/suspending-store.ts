import type { Host } from "$lib/scheduling/host.ts";
import { suspend } from "$lib/server/hosts/suspension.ts";
import { committingStore } from "./altered-store.ts";
import { granted } from "./granted.ts";
import type { TestApp } from "./test-app.ts";
import { restartApp } from "./town.ts";

/** The app over its store, where another program suspends the host right before the first commit. */
export async function suspendedAtCommit(app: TestApp, { id }: Host): Promise<TestApp> {
  const other = await restartApp(app);
  let isSuspended = false;
  const kv = committingStore(app.kv, async (make) => {
    if (!isSuspended) {
      isSuspended = true;
      await granted(suspend(other, id, ""));
    }
    return await make();
  });
  return await restartApp({ ...app, kv }, { sendMail: app.sendMail });
}
