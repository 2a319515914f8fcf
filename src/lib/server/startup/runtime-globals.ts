/** Where the process and the built server meet: they are bundled apart and share only the global object. */
import type { App } from "../app.ts";

/** What `init` in hooks.server.ts has started. */
export interface Running {
  app: App;
  /** Gives back leases and closes the store; called once nothing is answered any more. */
  stop(): Promise<void>;
}

const listeningKey = Symbol.for("invito.listening");
const readerKey = Symbol.for("invito.calendar-reader");
const runningKey = Symbol.for("invito");

/** Tells the bundle under which address the process listens, before `init` runs. */
export function setListening(address: string): void {
  Reflect.set(globalThis, listeningKey, address);
}

/** The listening address, such as `http://localhost:8080`; under the development server what Vite says. */
export function listeningAddress(): string {
  return Reflect.get(globalThis, listeningKey) ?? "http://localhost:5173";
}

/** Tells the bundle where the code of the reading thread stands, before `init` runs. */
export function setReaderAddress(address: URL): void {
  Reflect.set(globalThis, readerKey, address);
}

/** The code of the reading thread; its source when nothing was built. */
export function readerAddress(): URL {
  return Reflect.get(globalThis, readerKey) ?? new URL(readerSource, import.meta.url);
}

const readerSource = "../calendars/parsing/parser-thread.ts";

export function setRunning(started: Running): void {
  Reflect.set(globalThis, runningKey, started);
}

/** The started program; null before `init` has finished. */
export function getRunning(): Running | null {
  return Reflect.get(globalThis, runningKey) ?? null;
}
