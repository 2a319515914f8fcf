import type { Font } from "./font.ts";
import { isRightToLeft, runsOf } from "./lines.ts";
import { LINK_PICTURE_WIDTH, type LinkPicture } from "./link-picture.ts";

/** A host's picture or logo as PNG in base64, which the renderer reads. */
export interface EmbeddedPicture {
  png: string;
  width: number;
  height: number;
}

/** Fonts by weight, in the order in which a character is looked for. */
export interface Fonts {
  regular: readonly Font[];
  bold: readonly Font[];
}

/** Where a line of text stands. */
interface TextPlace {
  /** From the side where reading starts. */
  start: number;
  /** The baseline, from the top. */
  y: number;
  size: number;
  weight: keyof Fonts;
  fill: string;
  isRtl?: boolean;
}

/** Free space at the sides; where the circle begins, and how wide it is. */
export const MARGIN = 88, TOP = 84, CIRCLE = 136;

const PAPER = "#f7f5ef", EDGE = 20;

/** The parts of a picture, placed from the side where reading starts. */
export class Sheet {
  readonly #parts: string[] = [];
  readonly #fonts: Fonts;
  readonly #isMirrored: boolean;

  constructor(fonts: Fonts, isMirrored: boolean) {
    this.#fonts = fonts;
    this.#isMirrored = isMirrored;
  }

  /** The host's colour along the side. */
  edge(colour: string) {
    this.#parts.push(
      `<rect x="${this.#left(0, EDGE)}" width="${EDGE}" height="100%" fill="${colour}"/>`,
    );
  }

  image({ png, width, height }: EmbeddedPicture, start: number, top: number) {
    this.#parts.push(
      `<image x="${this.#left(start, width)}" y="${top}" width="${width}" height="${height}" ` +
        `xlink:href="data:image/png;base64,${png}"/>`,
    );
  }

  /** A picture as a circle. */
  portrait(picture: EmbeddedPicture) {
    this.#parts.push(
      `<clipPath id="round">${this.#circle("#000")}</clipPath><g clip-path="url(#round)">`,
    );
    this.image({ ...picture, width: CIRCLE, height: CIRCLE }, MARGIN, TOP);
    this.#parts.push("</g>");
  }

  /** The initial of a name in a circle. */
  initial(text: string, { primary, onPrimary }: LinkPicture["colours"]) {
    const x = this.#left(MARGIN, CIRCLE) + CIRCLE / 2, y = TOP + CIRCLE / 2 + 24;
    this.#parts.push(
      this.#circle(primary),
      `<text x="${x}" y="${y}" text-anchor="middle" font-size="68" fill="${onPrimary}">` +
        `${this.#runs(text, "bold")}</text>`,
    );
  }

  /** A text in the middle of a rounded field of the host's colour. */
  label(
    text: string,
    { start, top, width, size, isRtl }: Omit<TextPlace, "y" | "weight" | "fill"> & {
      top: number;
      width: number;
    },
    { primary, onPrimary }: LinkPicture["colours"],
  ) {
    const left = this.#left(start, width), height = size * 2;
    this.#parts.push(
      `<rect x="${left}" y="${top}" width="${width}" height="${height}" rx="12" fill="${primary}"/>`,
      `<text x="${left + width / 2}" y="${top + height / 2 + size * 0.36}" text-anchor="middle" ` +
        `font-size="${size}" fill="${onPrimary}">` +
        `${this.#runs(isRtl ? embeddedRtl(text) : text, "bold")}</text>`,
    );
  }

  text(text: string, { start, y, size, weight, fill, isRtl = isRightToLeft(text) }: TextPlace) {
    const x = this.#isMirrored ? LINK_PICTURE_WIDTH - start : start;
    const embedded = isRtl ? embeddedRtl(text) : text;
    this.#parts.push(
      `<text x="${x}" y="${y}" text-anchor="${this.#isMirrored ? "end" : "start"}" ` +
        `font-size="${size}" fill="${fill}">${this.#runs(embedded, weight)}</text>`,
    );
  }

  svg(height: number): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ` +
      `width="${LINK_PICTURE_WIDTH}" height="${height}">` +
      `<rect width="100%" height="100%" fill="${PAPER}"/>${this.#parts.join("")}</svg>`;
  }

  /** Where a part of this width begins, from the left. */
  #left(start: number, width: number): number {
    return this.#isMirrored ? LINK_PICTURE_WIDTH - start - width : start;
  }

  #circle(fill: string): string {
    const radius = CIRCLE / 2, x = this.#left(MARGIN, CIRCLE) + radius;
    return `<circle cx="${x}" cy="${TOP + radius}" r="${radius}" fill="${fill}"/>`;
  }

  #runs(text: string, weight: keyof Fonts): string {
    return runsOf(text, this.#fonts[weight]).map((run) =>
      `<tspan font-family="${run.font.family}" font-weight="${weight === "bold" ? 700 : 400}">` +
      `${escaped(run.text)}</tspan>`
    ).join("");
  }
}

/** The renderer takes every line for one from left to right, unless it is embedded in the other direction. */
function embeddedRtl(text: string): string {
  return `\u202B${text}\u202C`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);
}
