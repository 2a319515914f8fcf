import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { formatNumber, formatShare } from "$lib/i18n/number.ts";
import { formatInstant } from "$lib/i18n/date-time.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "$lib/server/app.ts";
import { type ExportProgress, getExportProgress } from "$lib/server/store/export-progress.ts";

/** A running export that has said nothing for so long was cut off, or its browser reads no further. */
const SILENT_MS = 30_000;

export interface ExportView {
  state: ExportProgress["state"];
  text: string;
  /** For the bar; null at the end. */
  part: { done: number; total: number } | null;
}

/** How far the host's last export is, in words; null when there was none in the last day. */
export async function exportView(
  { kv, now }: Pick<App, "kv" | "now">,
  { id, language, zone, hourCycle }: Host,
): Promise<ExportView | null> {
  const found = await getExportProgress(kv, id, now());
  if (!found) return null;
  const words = messages(language).dashboard.data.exportData.progress;
  const isSilent = found.state === "running" && Math.abs(now() - found.updatedAt) > SILENT_MS;
  const state = isSilent ? "stopped" : found.state;
  const total = Math.max(found.done, found.total);
  const at = formatInstant(found.updatedAt, { language, zone, hourCycle });
  const count = {
    done: formatNumber(found.done, language),
    total: formatNumber(total, language),
  };
  if (state === "done") {
    const n = { n: count.done, time: at };
    return { state, text: plural(words.done, found.done, language, n), part: null };
  }
  if (state !== "running") {
    return { state, text: format(words[state], { ...count, time: at }), part: null };
  }
  const percent = formatShare(total === 0 ? 1 : found.done / total, language);
  const part = { done: found.done, total: Math.max(1, total) };
  return { state, text: format(words.running, { ...count, percent }), part };
}
