/** The doctor's findings as a page of text, and as JSON. */
import type { Finding } from "./findings.ts";
import { product, version } from "../../lib/product.ts";

export interface DoctorReport {
  /** The running process and its address; null when none runs. */
  holder: { pid?: number; address?: string } | null;
  findings: readonly Finding[];
}

const groups = [
  { tone: "bad", title: "Must be fixed" },
  { tone: "note", title: "Worth knowing" },
  { tone: "good", title: "In order" },
] as const;

/** What must be fixed first, then notes, then what is in order; each with what to do, and a summary at the end. */
export function textReport({ holder, findings }: DoctorReport): string {
  const lines = [
    `${product} ${version}`,
    holder ? `Running as process ${holder.pid} at ${holder.address}.` : "Not running.",
  ];
  for (const { tone, title } of groups) {
    const found = findings.filter((each) => each.tone === tone);
    if (found.length === 0) continue;
    lines.push("", title);
    for (const { about, text, hint } of found) {
      lines.push(`  ${about}: ${text}`);
      if (hint) lines.push(`    → ${hint}`);
    }
  }
  return [...lines, "", summary(findings)].join("\n");
}

function summary(findings: readonly Finding[]): string {
  const { bad, note, good } = countsOf(findings);
  const problems = bad === 0 ? "Nothing must be fixed" : `${bad} to be fixed`;
  return `${problems}, ${note} worth knowing, ${good} in order.`;
}

function countsOf(findings: readonly Finding[]): Record<Finding["tone"], number> {
  const count = (tone: Finding["tone"]) => findings.filter((each) => each.tone === tone).length;
  return { bad: count("bad"), note: count("note"), good: count("good") };
}

/** The report for programs. */
export function jsonReport({ holder, findings }: DoctorReport) {
  const counts = countsOf(findings);
  return { ok: counts.bad === 0, version, running: holder, counts, findings };
}
