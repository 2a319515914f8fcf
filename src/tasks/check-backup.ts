import { product } from "../lib/product.ts";
import { digestRecords } from "../lib/server/records/copy-records.ts";
import { eachBooking } from "../lib/server/store/scan.ts";
import { eachHost } from "../lib/server/store/hosts.ts";
import { unpackBackup } from "../lib/server/backups/backup-file.ts";
import { sizeOf, withFileProgress } from "./file-progress.ts";
import { withProgress } from "./progress-line.ts";

/** Reads a whole backup, or standard input for `-`, in a temporary folder, and returns what it is in lines. */
export async function checkBackup(file: string): Promise<string[]> {
  const folder = await Deno.makeTempDir({ prefix: "invito-check-" });
  try {
    const path = `${folder}/store`;
    const copied = { title: "Reading", path, bytes: sizeOf(file), then: "Checking every page" };
    const { madeAt, version: { major, minor }, secret } = await withFileProgress(
      copied,
      () => unpackBackup(file, path),
    );
    using kv = await Deno.openKv(path);
    const [{ records, hash }, hosts, bookings] = await withProgress(
      "Reading the records",
      async () => [
        await digestRecords(kv),
        await count(eachHost(kv)),
        await count(eachBooking(kv)),
      ],
    );
    return [
      `The backup is complete, and this version of ${product} can restore it.`,
      `Made: ${madeAt}`,
      `Store version: ${major}.${minor}`,
      `Hosts: ${hosts}`,
      `Bookings: ${bookings}`,
      `Session secret: ${secret ? "included" : "not included"}`,
      `Records: ${records}, hash ${hash}`,
    ];
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function count(each: AsyncIterable<unknown>): Promise<number> {
  let n = 0;
  for await (const _ of each) n++;
  return n;
}
