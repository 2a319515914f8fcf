/** `deno task dev`: Vite's development server with the settings and data folder of `deno task start`. */
import { setListening, setTerminalZone } from "../lib/server/startup/runtime-globals.ts";
import { FolderInUse, lockFolder } from "../process/folder-lock.ts";
import { checkStore } from "../process/check-database.ts";
import { operatorMessage } from "../process/operator-errors.ts";
import { installWhenStale } from "./install-packages.ts";
import { settingsOrExit } from "./settings-or-exit.ts";
import { product } from "../lib/product.ts";

const settings = settingsOrExit();
await installWhenStale();
const { createServer } = await import("vite");

const lock = lockOrExit();
const { hostname, port } = settings.listen;
const vite = await createServer({ server: { host: hostname, port, strictPort: false } });
await vite.listen();
const [shown = "http://localhost:5173/"] = vite.resolvedUrls?.local ?? [];
const address = shown.replace(/\/$/, "");
setListening(address);
setTerminalZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
lock.writeAddress(address);
console.log(`${product} is ready at ${address}`);
console.log("To get a sign-in link, run: deno task sign-in");

function lockOrExit() {
  try {
    const lock = lockFolder(settings);
    checkStore(settings);
    return lock;
  } catch (error) {
    if (error instanceof FolderInUse) {
      console.error(`${product} is already running: ${error.message}`);
      Deno.exit(3);
    }
    const message = operatorMessage(error, settings);
    if (message === null) throw error;
    console.error(`${product} can’t start: ${message}`);
    Deno.exit(5);
  }
}
