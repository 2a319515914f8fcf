/** Writes `.env.example` from the tables of docs/settings.md: every setting, commented out, with what it does. */
import { product } from "../lib/product.ts";
import { root } from "./root.ts";

const WIDTH = 98;

/** The example, from the text of the page. */
export function envExample(page: string): string {
  const lines = [
    `# Settings of ${product}, made from docs/settings.md. Copy this file to .env, remove the # before a`,
    "# setting, and write its value. A secret may stand in a file: INVITO_SMTP_PASSWORD_FILE=/path.",
    "# A value with $, # or quotes stands in single quotes. In a container leave INVITO_DATA_DIR and",
    "# INVITO_LISTEN_ADDR as they are.",
  ];
  for (const section of page.split(/^## /m).slice(1)) {
    const rows = section.matchAll(/^\| (`(?:INVITO|DENO)_[^|]*)\|([^|]*)\|([^|]*)\|$/gm);
    const settings = [...rows].flatMap(([, names = "", fallback = "", what = ""]) => [
      "",
      ...wrapped(plain(what)),
      ...[...names.matchAll(/`(\w+)`/g)].map(([, name]) => `#${name}=${valueOf(fallback)}`),
    ]);
    if (settings.length > 0) lines.push("", `## ${section.split("\n")[0]}`, ...settings);
  }
  return `${lines.join("\n")}\n`;
}

/** A default that can be written as it stands. */
function valueOf(fallback: string): string {
  return /^`([^`]*)`$/.exec(fallback.trim())?.[1] ?? "";
}

/** Markdown as one reads it in a comment. */
function plain(text: string): string {
  return text.trim().replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1").replaceAll(/[`*]/g, "");
}

function wrapped(text: string): string[] {
  const lines = ["#"];
  for (const word of text.split(/\s+/)) {
    if (`${lines.at(-1)} ${word}`.length > WIDTH) lines.push("#");
    lines[lines.length - 1] += ` ${word}`;
  }
  return lines;
}

if (import.meta.main) {
  const page = await Deno.readTextFile(`${root}/docs/settings.md`);
  await Deno.writeTextFile(`${root}/.env.example`, envExample(page));
}
