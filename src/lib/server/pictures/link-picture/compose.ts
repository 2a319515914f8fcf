import { brokenInto, drawable, isRightToLeft } from "./lines.ts";
import { LINK_PICTURE_HEIGHT, LINK_PICTURE_WIDTH, type LinkPicture } from "./link-picture.ts";
import { CIRCLE, type EmbeddedPicture, type Fonts, MARGIN, Sheet, TOP } from "./sheet.ts";

const WIDTH = LINK_PICTURE_WIDTH - 2 * MARGIN;
/** Where what stands beside the circle starts. */
const BESIDE = MARGIN + CIRCLE + 36;
const NAME = 46, DETAIL = 40;
/** Sizes of a title: the second for one that two lines cannot hold. */
const titles = [{ size: 84, lines: 2, step: 104 }, { size: 62, lines: 3, step: 78 }];
/** The middle of the title, and the line of the detail. */
const TITLE_AT = 372, DETAIL_AT = 550;
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
  writeTitle(sheet, leading, fonts);
  const [detail] = brokenInto(
    1,
    drawable(content.detail, fonts.regular),
    WIDTH / DETAIL,
    fonts.regular,
  );
  if (detail) {
    const place = { start: MARGIN, y: DETAIL_AT, size: DETAIL };
    sheet.text(detail, { ...place, weight: "regular", fill: SOFT_INK, isRtl: isRtlPage });
  }
  return sheet.svg(LINK_PICTURE_HEIGHT);
}

function writeTitle(sheet: Sheet, title: string, fonts: Fonts) {
  const fits = titles.find(({ size, lines }) =>
    brokenInto(lines, title, WIDTH / size, fonts.bold).join(" ") === title
  );
  const { size, lines: most, step } = fits ?? titles.at(-1)!;
  const lines = brokenInto(most, title, WIDTH / size, fonts.bold);
  const first = TITLE_AT - (lines.length - 1) * step / 2 + size * 0.33;
  lines.forEach((line, i) => {
    const y = Math.round(first + i * step);
    sheet.text(line, { start: MARGIN, y, size, weight: "bold", fill: INK });
  });
}
