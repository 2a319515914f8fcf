/** Where the process and the built server meet: they are bundled apart and share only the global object. */
import type { App } from "./app.ts";

/** What `init` in hooks.server.ts has started. */
export interface Running {
  app: App;
  /** Gives back leases and closes the store; called once nothing is answered any more. */
  stop(): Promise<void>;
}

const listening = Symbol.for("invito.listening");
const running = Symbol.for("invito");

/** Tells the bundle under which address the process listens, before `init` runs. */
export function setListening(address: string): void {
  Reflect.set(globalThis, listening, address);
}

/** The listening address, such as `http://localhost:8080`; under the development server what Vite says. */
export function listeningAddress(): string {
  return Reflect.get(globalThis, listening) ?? "http://localhost:5173";
}

export function setRunning(started: Running): void {
  Reflect.set(globalThis, running, started);
}

/** The started program; null before `init` has finished. */
export function getRunning(): Running | null {
  return Reflect.get(globalThis, running) ?? null;
}
