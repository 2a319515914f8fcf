import type { Refusal } from "$lib/scheduling/outcome.ts";
import { format } from "$lib/i18n/format.ts";
import { refusalText } from "../http/problem-details.ts";
import { words } from "./fields.ts";
import type { ToolAnswer } from "./tool.ts";
import { newId } from "../runtime/secrets.ts";

/** What a tool call returns: text for a language model, and the same as data. */
export interface ToolResult {
  content: { type: "text"; text: string }[];
  structuredContent?: Record<string, unknown>;
  isError?: boolean;
  [member: string]: unknown;
}

/** The result of a call that was carried out. */
export function answerResult({ text, data, untrusted = {} }: ToolAnswer): ToolResult {
  const parts = Object.entries(untrusted);
  return {
    content: texts(
      text,
      JSON.stringify(data),
      ...parts.map(([name, part]) => untrustedText({ [name]: part })),
    ),
    structuredContent: {
      summary: text,
      ...data,
      ...Object.fromEntries(parts.map(([name, part]) => [name, untrustedData(part)])),
    },
  };
}

/** The result of a call that was refused: nothing was changed. What is in the way may be a calendar's text. */
export function refusalResult(refusal: Refusal): ToolResult {
  const { code, sentence, fields } = refusalText(refusal, "en");
  const { alternatives = [], retryAfter, acknowledged, detail } = refusal;
  const times = alternatives.map((start) => new Date(start).toISOString());
  const text = [
    format(words.refused, { sentence }),
    ...times.length > 0 ? [format(words.alternatives, { times: times.join(", ") })] : [],
    ...retryAfter ? [format(words.waitSeconds, { n: retryAfter })] : [],
    ...detail ? [words.seeData] : [],
  ].join(" ");
  const data = {
    code,
    ...(refusal.fields ? { fields } : {}),
    ...(times.length > 0 ? { alternatives: times } : {}),
    ...(refusal.others ? { others: refusal.others } : {}),
    ...(acknowledged ? { acknowledged } : {}),
  };
  return {
    isError: true,
    content: texts(text, JSON.stringify(data), ...detail ? [untrustedText({ detail })] : []),
    structuredContent: {
      summary: text,
      ...data,
      ...(detail ? { detail: untrustedData(detail) } : {}),
    },
  };
}

/** The result of a call that failed for a reason of ours. */
export function errorResult(text: string): ToolResult {
  return { isError: true, content: texts(text) };
}

function texts(...all: string[]): ToolResult["content"] {
  return all.map((text) => ({ type: "text", text }));
}

const { notice, begin, end } = words.untrusted;

/** Data that others wrote, marked as such: what a program reads. */
function untrustedData(data: unknown) {
  return { untrusted: true, notice, data };
}

/**
 * Data that others wrote, as text between two markers: what a language model reads. The markers have a new random part
 * each time, and the data is one line of JSON, so that nothing in it can end it.
 */
function untrustedText(data: unknown): string {
  const mark = newId();
  return [
    notice,
    format(begin, { mark }),
    JSON.stringify(data),
    format(end, { mark }),
  ].join("\n");
}
