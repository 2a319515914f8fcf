import assert from "node:assert/strict";
import { type RecordKind, records, rowOf } from "$lib/server/records/records.ts";

const page = await Deno.readTextFile(new URL("../../docs/data-model.md", import.meta.url));
const rows: [string, RecordKind][] = Object.entries(records);

/** Names between backticks. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name!);
}

Deno.test("docs/data-model.md describes every kind of record, and no other", () => {
  const tables = page.replace(/^### What somebody[^]*?(?=^## )|^## How long[^]*/gm, "");
  const described = [...tables.matchAll(/^\| `([a-z_]+)`/gm)].map(([, name]) => name!);
  assert.deepEqual([...new Set(described)].sort(), Object.keys(records).sort());
});

Deno.test("docs/data-model.md says how long each record stays as its row does", () => {
  const [, section = ""] = page.split("| records");
  const [table = ""] = section.split("\n\n");
  const said = table.split("\n").filter((line) => line.startsWith("| `")).flatMap((line) => {
    const [, kinds = "", kept = ""] = line.split("|");
    return namesIn(kinds).map((kind) => [kind, kept.trim()]);
  });
  const keptOf = ({ kept, with: other }: RecordKind): string | undefined =>
    kept ?? (other && keptOf(rowOf([other])!));
  const known = rows.flatMap(([kind, row]) => keptOf(row) ? [[kind, keptOf(row)]] : []);
  assert.deepEqual(said.sort(), known.sort());
});

Deno.test("docs/data-model.md names the records that have a secret, and those with guests' data", () => {
  const namedIn = (line: RegExp) => namesIn(line.exec(page)?.[0] ?? "").sort();
  const kindsWith = (column: "secret" | "guests") =>
    rows.flatMap(([kind, row]) => row[column] ? [kind] : []).sort();
  assert.deepEqual(namedIn(/^\| calendar passwords .*$/m), kindsWith("secret"));
  assert.deepEqual(namedIn(/^\| guests' names, .*$/m), kindsWith("guests"));
});
