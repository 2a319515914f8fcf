import { brokenInto, drawable, isRightToLeft, textWidth } from "./lines.ts";
import { LINK_PICTURE_HEIGHT, LINK_PICTURE_WIDTH, type LinkPicture } from "./link-picture.ts";
import { CIRCLE, type EmbeddedPicture, type Fonts, MARGIN, Sheet, TOP } from "./sheet.ts";

const WIDTH = LINK_PICTURE_WIDTH - 2 * MARGIN;
/** Where what stands beside the circle starts. */
const BESIDE = MARGIN + CIRCLE + 36;
const NAME = 46, DETAIL = 40;
/** Sizes of a title: the second for one that two lines cannot hold. */
const titles = [{ size: 84, lines: 2, step: 104 }, { size: 62, lines: 3, step: 78 }];
/** The middle of the title and its most lines, and the line of the detail. */
const ALONE = { title: 372, lines: 3, detail: 550 };
/** The same above the next times, where those stand and where their zone does. */
const WITH_TIMES = { title: 312, lines: 2, detail: 450 }, TIMES_AT = 486, ZONE_AT = 590, ZONE = 30;
/** Sizes of the next times, the first at which all fit; the space in and between them. */
const timeSizes = [30, 26, 22], PADDING = 22, GAP = 18;
const INK = "#1d231f", SOFT_INK = "#535a53";

/** The picture as SVG; texts of people are cut to their measured width and escaped. */
export function compose(
  content: Omit<LinkPicture, "picture" | "logo">,
  { picture, logo }: { picture: EmbeddedPicture | null; logo: EmbeddedPicture | null },
  fonts: Fonts,
): string {
  const name = drawable(content.name, fonts.bold) || content.handle;
  const title = content.title === null ? "" : drawable(content.title, fonts.bold);
  const isRtlPage = content.direction === "rtl";
  // Never empty: where the title cannot be drawn, whose page it is stands in its place.
  const leading = title || name;
  const sheet = new Sheet(fonts, isRightToLeft(leading));
  sheet.edge(content.colours.primary);
  if (picture) sheet.portrait(picture);
  else if (!logo) sheet.initial([...name][0]!.toUpperCase(), content.colours);
  const start = picture || !logo ? BESIDE : MARGIN;
  if (logo) sheet.image(logo, start, TOP + (CIRCLE - logo.height) / 2);
  else if (title) {
    const [line] = brokenInto(1, name, (LINK_PICTURE_WIDTH - MARGIN - start) / NAME, fonts.bold);
    if (line) sheet.text(line, { start, y: 168, size: NAME, weight: "bold", fill: INK });
  }
  const times = content.times.map((time) => drawable(time, fonts.bold)).filter(Boolean);
  const at = times.length > 0 ? WITH_TIMES : ALONE;
  writeTitle(sheet, leading, at, fonts);
  const [detail] = brokenInto(
    1,
    drawable(content.detail, fonts.regular),
    WIDTH / DETAIL,
    fonts.regular,
  );
  if (detail) {
    const place = { start: MARGIN, y: at.detail, size: DETAIL };
    sheet.text(detail, { ...place, weight: "regular", fill: SOFT_INK, isRtl: isRtlPage });
  }
  writeTimes(sheet, times, content, fonts);
  return sheet.svg(LINK_PICTURE_HEIGHT);
}

/** The next times side by side, as many as there is room for, and below them whose clock they follow. */
function writeTimes(
  sheet: Sheet,
  times: readonly string[],
  { colours, direction, zone }: Pick<LinkPicture, "colours" | "direction" | "zone">,
  fonts: Fonts,
) {
  if (times.length === 0) return;
  const widthsAt = (size: number) =>
    times.map((time) => Math.ceil(textWidth(time, fonts.bold) * size) + 2 * PADDING);
  const fits = (size: number) => widthsAt(size).reduce((sum, width) => sum + width + GAP) <= WIDTH;
  const size = timeSizes.find(fits) ?? timeSizes.at(-1)!, widths = widthsAt(size);
  const isRtl = direction === "rtl";
  let start = MARGIN;
  for (const [i, time] of times.entries()) {
    const width = widths[i]!;
    if (start + width > LINK_PICTURE_WIDTH - MARGIN) break;
    sheet.label(time, { start, top: TIMES_AT, width, size, isRtl }, colours);
    start += width + GAP;
  }
  const place = { start: MARGIN, y: ZONE_AT, size: ZONE };
  sheet.text(zone, { ...place, weight: "regular", fill: SOFT_INK });
}

function writeTitle(
  sheet: Sheet,
  title: string,
  { title: middle, lines: most }: typeof ALONE,
  fonts: Fonts,
) {
  const sizes = titles.map((each) => ({ ...each, lines: Math.min(each.lines, most) }));
  const fits = sizes.find(({ size, lines }) =>
    brokenInto(lines, title, WIDTH / size, fonts.bold).join(" ") === title
  );
  const { size, lines: kept, step } = fits ?? sizes.at(-1)!;
  const lines = brokenInto(kept, title, WIDTH / size, fonts.bold);
  const first = middle - (lines.length - 1) * step / 2 + size * 0.33;
  lines.forEach((line, i) => {
    const y = Math.round(first + i * step);
    sheet.text(line, { start: MARGIN, y, size, weight: "bold", fill: INK });
  });
}
