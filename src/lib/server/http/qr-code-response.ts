import { qrCode } from "../pictures/qr-code.ts";

/** The QR code of a link, whose address may change under the same path. */
export function qrCodeResponse(link: string): Response {
  return new Response(qrCode(link), {
    headers: {
      "content-type": "image/svg+xml",
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "private, no-cache",
    },
  });
}
