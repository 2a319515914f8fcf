import { labelled, withColon } from "$lib/i18n/label.ts";
import type { EmailContent } from "./email-content.ts";

/** The plain text part with the complete content; lines are wrapped near 76 columns, URLs are not broken. */
export function renderPlainText(emailContent: EmailContent): string {
  const { meeting } = emailContent;
  const before = (label: string) => withColon(label, emailContent.language);
  const details = emailContent.details.map(({ label, value }) => ({ label: before(label), value }));
  const short = details.map(({ label }) => label.length).filter((length) => length < 17);
  const width = Math.max(7, ...short) + 1;
  const foot = [
    ...emailContent.footer.map((part) => wrapped(part)),
    ...emailContent.legal.map(({ label, url }) => labelled(label, url, emailContent.language)),
  ];
  return [
    underlined(emailContent.heading),
    ...emailContent.paragraphs.map((paragraph) => wrapped(paragraph)),
    meeting && [meeting.title, meeting.date, meeting.time].map((part) => `  ${part}`).join("\n"),
    details.map((detail) => indented(detail, width)).join("\n"),
    ...emailContent.buttons.map(({ label, url, below }) =>
      [before(label), ...(below && below !== url ? [wrapped(below)] : []), url].join("\n")
    ),
    ...emailContent.links.map((row) =>
      row.map(({ label, url }) => `${before(label)}\n${url}`).join("\n")
    ),
    ...emailContent.after.map((paragraph) => wrapped(paragraph)),
    foot.length > 0 && `-- \n${foot.join("\n")}`,
  ].filter(Boolean).join("\n\n") + "\n";
}

function underlined(heading: string): string {
  return `${heading}\n${"=".repeat(Math.min([...heading].length, 76))}`;
}

function indented(detail: EmailContent["details"][number], width: number): string {
  const [first = "", ...rest] = detail.value.split("\n")
    .flatMap((part) => wrapped(part, 76 - width).split("\n"));
  const indent = " ".repeat(width);
  const { label } = detail;
  const start = label.length < width ? label.padEnd(width) : `${label}\n${indent}`;
  return [start + first, ...rest.map((part) => part && indent + part)].join("\n");
}

function wrapped(paragraph: string, width = 76): string {
  return paragraph.split("\n").map((whole) => {
    const lines: string[] = [];
    let current = "";
    for (const word of whole.split(" ")) {
      if (current && current.length + 1 + word.length > width) {
        lines.push(current);
        current = word;
      } else current = current ? `${current} ${word}` : word;
    }
    return [...lines, current].join("\n");
  }).join("\n");
}
