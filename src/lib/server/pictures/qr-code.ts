import encodeQR from "qr";

/** Free modules around a code, without which cameras do not find it. */
const QUIET = 4;

/** A link as a QR code in SVG: dark on white in every theme, because few cameras read the reverse. */
export function qrCode(link: string): string {
  const rows = encodeQR(link, "raw", { ecc: "medium", encoding: "byte", border: QUIET });
  const dark = rows.map((row, y) =>
    row.map((isDark, x) => isDark ? `M${x} ${y}h1v1h-1z` : "").join("")
  ).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${rows.length} ${rows.length}" ` +
    `width="512" height="512" shape-rendering="crispEdges">` +
    `<rect width="100%" height="100%" fill="#fff"/><path d="${dark}" fill="#000"/></svg>\n`;
}
