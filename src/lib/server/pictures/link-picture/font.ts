/** What laying out a line needs of a TrueType font: which characters it has, and how wide they are. */
export interface Font {
  bytes: Uint8Array;
  /** As the font names itself. */
  family: string;
  /** Width of a character in parts of the font's size; null for one that the font lacks. */
  widthOf(codePoint: number): number | null;
}

/** Reads a font of the build; one without a Unicode table in format 4 or 12 is an error. */
export function readFont(bytes: Uint8Array, family: string): Font {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = tablesOf(view);
  const head = at(tables, "head"), hhea = at(tables, "hhea"), hmtx = at(tables, "hmtx");
  const size = view.getUint16(head + 18), measured = view.getUint16(hhea + 34);
  const glyphs = glyphsOf(view, at(tables, "cmap"));
  return {
    bytes,
    family,
    widthOf(codePoint) {
      const glyph = glyphs.get(codePoint);
      if (glyph === undefined) return null;
      return view.getUint16(hmtx + Math.min(glyph, measured - 1) * 4) / size;
    },
  };
}

function tablesOf(view: DataView): Map<string, number> {
  const tables = new Map<string, number>();
  for (let i = 0; i < view.getUint16(4); i++) {
    const entry = 12 + i * 16;
    const name = [0, 1, 2, 3].map((n) => String.fromCharCode(view.getUint8(entry + n))).join("");
    tables.set(name, view.getUint32(entry + 8));
  }
  return tables;
}

function at(tables: Map<string, number>, name: string): number {
  const offset = tables.get(name);
  if (offset === undefined) throw new Error(`the font has no table ${name}`);
  return offset;
}

/** The glyph of each character, from the largest Unicode table. */
function glyphsOf(view: DataView, cmap: number): Map<number, number> {
  const found = new Map<number, number>();
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const entry = cmap + 4 + i * 8, platform = view.getUint16(entry);
    if (platform !== 0 && platform !== 3) continue;
    const table = cmap + view.getUint32(entry + 4), format = view.getUint16(table);
    if (format === 4) addSegments(view, table, found);
    if (format === 12) addGroups(view, table, found);
  }
  if (found.size === 0) throw new Error("the font has no characters");
  return found;
}

function addSegments(view: DataView, table: number, found: Map<number, number>) {
  const double = view.getUint16(table + 6), ends = table + 14, starts = ends + double + 2;
  for (let i = 0; i < double; i += 2) {
    const start = view.getUint16(starts + i), end = view.getUint16(ends + i);
    const delta = view.getUint16(starts + double + i), offsetAt = starts + 2 * double + i;
    const offset = view.getUint16(offsetAt);
    for (let code = start; code <= end && code !== 0xffff; code++) {
      const raw = offset === 0 ? code : view.getUint16(offsetAt + offset + (code - start) * 2);
      const glyph = raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) found.set(code, glyph);
    }
  }
}

function addGroups(view: DataView, table: number, found: Map<number, number>) {
  for (let i = 0; i < view.getUint32(table + 12); i++) {
    const group = table + 16 + i * 12, start = view.getUint32(group);
    const end = view.getUint32(group + 4), first = view.getUint32(group + 8);
    for (let code = start; code <= end; code++) {
      if (first + code - start !== 0) found.set(code, first + code - start);
    }
  }
}
