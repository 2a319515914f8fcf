import type { EmailContent } from "./email-content.ts";
import { textDirection } from "$lib/i18n/isolate.ts";
import { directionOf } from "$lib/scheduling/language.ts";
import { lightColours } from "./colours.ts";
import { styleSheet } from "./layout-style.ts";
import { accentColours } from "./look.ts";

const sans =
  "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/**
 * The HTML part. It loads the host's picture from this server, and no fonts or scripts. Essential styles are inline for
 * mail programs that drop `<style>`, which adds only the dark theme and the narrow layout.
 */
export function renderHtml(emailContent: EmailContent): string {
  const { look, colour } = emailContent, accent = accentColours(look.accent, colour);
  const base = directionOf(emailContent.language);
  return `<!doctype html>
<html lang="${escapeHtml(emailContent.language)}" dir="${base}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${escapeHtml(emailContent.subject)}</title>
<style>${styleSheet(accent)}</style>
</head>
<body style="margin:0;padding:0;background:${lightColours.ground};-webkit-text-size-adjust:100%">
${preview(emailContent.preview)}
<!--[if mso]><table role="presentation" width="560" align="center"><tr><td style="padding:24px"><![endif]-->
<div class="page" dir="${base}" lang="${
    escapeHtml(emailContent.language)
  }" style="max-width:560px;margin:0 auto;padding:32px 16px;${sans};font-size:16px;line-height:1.55">
<div class="card" style="background:${lightColours.card};border:1px solid ${lightColours.line};border-radius:16px;padding:36px">${
    picture(look.picture)
  }
<h1 class="ink"${
    turned(emailContent.heading, base)
  } style="margin:0 0 20px;font-size:24px;line-height:1.2;font-weight:600;color:${lightColours.ink};overflow-wrap:anywhere">${
    escapeHtml(emailContent.heading)
  }</h1>
${emailContent.paragraphs.map((text) => paragraph(text, base)).join("\n")}
${emailContent.meeting ? meeting(emailContent.meeting, accent.day.line, base) : ""}
${details(emailContent.details, base)}
${buttons(emailContent.buttons, accent.day, base)}
${emailContent.links.map((row) => linkRow(row, base, cardLinks)).join("\n")}
${emailContent.after.map((text) => paragraph(text, base)).join("\n")}
</div>
<div class="foot" style="padding:20px 12px 0">
${emailContent.footer.map((text) => footLine(text, base)).join("\n")}${
    emailContent.legal.length > 0 ? linkRow(emailContent.legal, base, footLinks) : ""
  }
</div>
</div>
<!--[if mso]></td></tr></table><![endif]-->
</body>
</html>
`;
}

type Direction = ReturnType<typeof directionOf>;

/** The sides by name: mail programs know no logical properties. */
const startOf = (base: Direction) => base === "rtl" ? "right" : "left";
const endOf = (base: Direction) => base === "rtl" ? "left" : "right";

/** The attribute of what people wrote in the other direction; it stays on the page's side. */
function turned(text: string, base: Direction): string {
  const own = textDirection(text) ?? base;
  return own === base ? "" : ` dir="${own}" align="${startOf(base)}"`;
}

/** Escapes text for HTML. */
export function escapeHtml(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}

function escapeLines(value: string): string {
  return escapeHtml(value).replaceAll("\n", "<br>");
}

/** Hidden preview text for inboxes; the blanks keep the text that follows out of the preview. */
function preview(text: string): string {
  return `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(text)}${
    "&#847;&zwnj;&nbsp;".repeat(40)
  }</div>`;
}

/** Outlook's Word engine does not read WebP; whoever blocks pictures reads the name. */
function picture(shown: EmailContent["look"]["picture"]): string {
  return shown
    ? `
<!--[if !mso]><!--><img class="faint" src="${escapeHtml(shown.src)}" alt="${
      escapeHtml(shown.alt)
    }" width="56" height="56" style="display:block;width:56px;height:56px;margin:0 0 20px;border:0;border-radius:50%;font-size:11px;line-height:1.2;color:${lightColours.faint};overflow:hidden;overflow-wrap:anywhere"><!--<![endif]-->`
    : "";
}

function paragraph(value: string, base: Direction): string {
  return `<p class="ink"${
    turned(value, base)
  } style="margin:0 0 16px;color:${lightColours.ink};overflow-wrap:anywhere">${
    escapeLines(value)
  }</p>`;
}

function meeting(
  { title, date, time }: NonNullable<EmailContent["meeting"]>,
  accent: string,
  base: Direction,
): string {
  return `<div class="meeting" style="margin:24px 0;padding:16px 20px;background:${lightColours.sunken};border-${
    startOf(base)
  }:4px solid ${accent};border-radius:10px;overflow-wrap:anywhere">
<p class="soft"${
    turned(title, base)
  } style="margin:0 0 4px;font-size:15px;color:${lightColours.soft}">${escapeHtml(title)}</p>
<p class="ink" style="margin:0;font-size:19px;line-height:1.35;font-weight:600;color:${lightColours.ink}">${
    escapeHtml(date)
  }</p>
<p class="ink" style="margin:2px 0 0;color:${lightColours.ink}">${escapeHtml(time)}</p>
</div>`;
}

function details(all: EmailContent["details"], base: Direction): string {
  if (all.length === 0) return "";
  return `<table class="facts" role="presentation" cellpadding="0" cellspacing="0" style="width:100%;border-collapse:collapse;margin:0 0 14px">${
    all.map((each) => detail(each, base)).join("\n")
  }</table>`;
}

function detail(
  { label, value, href }: EmailContent["details"][number],
  base: Direction,
): string {
  const shown = href
    ? `<a class="ink" href="${
      escapeHtml(href)
    }" style="color:${lightColours.ink};text-decoration:underline">${escapeHtml(value)}</a>`
    : escapeLines(value);
  return `<tr><td class="faint"${turned(label, base)} style="padding:4px 0;padding-${
    endOf(base)
  }:16px;vertical-align:top;width:30%;font-size:14px;line-height:1.7;color:${lightColours.faint};overflow-wrap:anywhere">${
    escapeHtml(label)
  }</td><td class="ink"${
    turned(value, base)
  } style="padding:4px 0;vertical-align:top;color:${lightColours.ink};overflow-wrap:anywhere">${shown}</td></tr>`;
}

/** What a main button is filled with. */
type Fill = ReturnType<typeof accentColours>["day"];

function buttons(all: EmailContent["buttons"], fill: Fill, base: Direction): string {
  return all.length
    ? `<div style="margin:28px 0 14px">${
      all.map((each) => button(each, fill, base) + below(each, base)).join("\n")
    }</div>`
    : "";
}

function below({ below }: EmailContent["buttons"][number], base: Direction): string {
  return below
    ? `<p class="faint"${
      turned(below, base)
    } style="margin:0 0 16px;font-size:13px;line-height:1.5;color:${lightColours.faint};overflow-wrap:anywhere">${
      escapeHtml(below)
    }</p>`
    : "";
}

/** The conditional blanks replace the padding in Outlook's Word engine, which does not support it. */
function button(
  { label, url, tone }: EmailContent["buttons"][number],
  { fill, onFill, edge }: Fill,
  base: Direction,
): string {
  const colours = tone === "main"
    ? `background:${fill};color:${onFill};border:1px solid ${edge}`
    : `background:${lightColours.card};color:${lightColours.ink};border:1px solid ${lightColours.edge}`;
  const blank = (raise: number) =>
    `<!--[if mso]><i style="mso-font-width:200%;mso-text-raise:${raise}pt">&#8195;</i><![endif]-->`;
  return `<a class="button ${tone}" href="${
    escapeHtml(url)
  }" style="display:inline-block;box-sizing:border-box;margin:0 0 8px;margin-${
    endOf(base)
  }:8px;padding:12px 26px;${colours};border-radius:10px;font-weight:600;line-height:1.25;text-align:center;text-decoration:none;mso-padding-alt:0">${
    blank(18)
  }<span style="mso-text-raise:9pt">${escapeHtml(label)}</span>${blank(0)}</a>`;
}

interface LinkLook {
  text: "ink" | "faint";
  between: "soft" | "faint";
  size: number;
}

const cardLinks: LinkLook = { text: "ink", between: "soft", size: 15 };
const footLinks: LinkLook = { text: "faint", between: "faint", size: 13 };

/** Each link has its direction, so that a Latin word at its edge does not join with that of the next. */
function linkRow(
  row: EmailContent["links"][number],
  base: Direction,
  { text, between, size }: LinkLook,
): string {
  const apart = (label: string) => base === "rtl" ? ` dir="${textDirection(label) ?? base}"` : "";
  const links = row.map(({ label, url }) =>
    `<a class="${text}"${apart(label)} href="${escapeHtml(url)}" style="color:${
      lightColours[text]
    };text-decoration:underline">${escapeHtml(label)}</a>`
  );
  return `<p class="${between}" style="margin:0 0 10px;font-size:${size}px;color:${
    lightColours[between]
  }">${links.join(" &nbsp;·&nbsp; ")}</p>`;
}

function footLine(value: string, base: Direction): string {
  return `<p class="faint"${
    turned(value, base)
  } style="margin:0 0 4px;font-size:13px;line-height:1.5;color:${lightColours.faint};overflow-wrap:anywhere">${
    escapeHtml(value)
  }</p>`;
}
