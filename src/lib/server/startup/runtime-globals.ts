/** State shared by the process and the built server, which are bundled separately and only share the global object. */
import type { Ready, RequestHead } from "../http/ready-pages.ts";
import type { App } from "../app.ts";
import type { PictureCode } from "../pictures/on-thread.ts";

/** The app that `init` in hooks.server.ts has started. */
export interface Running {
  app: App;
  /** See `readyPage`. */
  ready(head: RequestHead, host: string, socket: string): Ready;
  /** Releases leases and closes the store; called after the last response. */
  stop(): Promise<void>;
}

const listeningKey = Symbol.for("invito.listening");
const zoneKey = Symbol.for("invito.terminal-zone");
const readerKey = Symbol.for("invito.calendar-reader");
const pictureKey = Symbol.for("invito.pictures");
const backupKey = Symbol.for("invito.backups");
const runningKey = Symbol.for("invito");

/** Sets the listening address for the bundle, before `init` runs. */
export function setListening(address: string): void {
  Reflect.set(globalThis, listeningKey, address);
}

/** The listening address, such as `http://localhost:8080`; Vite's default under the development server. */
export function listeningAddress(): string {
  return Reflect.get(globalThis, listeningKey) ?? "http://localhost:5173";
}

/** Sets the time zone of who reads the log in a terminal for the bundle, before `init` runs. */
export function setTerminalZone(zone: string): void {
  Reflect.set(globalThis, zoneKey, zone);
}

/** The time zone of who reads the log in a terminal; UTC, the process's own, where the start command named none. */
export function terminalZone(): string {
  return Reflect.get(globalThis, zoneKey) ?? "UTC";
}

/** Sets the URL of the parser thread's code for the bundle, before `init` runs. */
export function setReaderAddress(address: URL): void {
  Reflect.set(globalThis, readerKey, address);
}

/** URL of the parser thread's code; its source when nothing was built. */
export function readerAddress(): URL {
  return Reflect.get(globalThis, readerKey) ?? new URL(readerSource, import.meta.url);
}

const readerSource = "../calendars/parsing/parser-thread.ts";

/** Sets where the code of the picture thread is for the bundle, before `init` runs. */
export function setPictureCode(code: PictureCode): void {
  Reflect.set(globalThis, pictureKey, code);
}

/** Where the code of the picture thread is; its source when nothing was built. */
export function pictureCode(): PictureCode {
  return Reflect.get(globalThis, pictureKey) ?? {
    thread: new URL(pictureSource, import.meta.url),
    codecs: new URL(codecSource, import.meta.url),
    drawing: new URL(packageSource, import.meta.url),
  };
}

const pictureSource = "../pictures/picture-thread.ts";
const packageSource = "../../../../node_modules/";
const codecSource = `${packageSource}@jsquash/`;

/** Sets the URL of the backup thread's code for the bundle, before `init` runs. */
export function setBackupThread(address: URL): void {
  Reflect.set(globalThis, backupKey, address);
}

/** URL of the backup thread's code; its source when nothing was built. */
export function backupThread(): URL {
  return Reflect.get(globalThis, backupKey) ?? new URL(backupSource, import.meta.url);
}

const backupSource = "../backups/backup-thread.ts";

export function setRunning(started: Running): void {
  Reflect.set(globalThis, runningKey, started);
}

/** The running app; null before `init` has finished. */
export function getRunning(): Running | null {
  return Reflect.get(globalThis, runningKey) ?? null;
}
