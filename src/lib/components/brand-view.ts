import type { TextPart } from "$lib/scheduling/linked-text.ts";

/** A picture or logo, with its size in pixels. */
export interface PictureView {
  src: string;
  width: number;
  height: number;
}

/** The picture that chats and networks show beside a link to a page. */
export interface LinkPictureView {
  /** Path of the page, as it is shown and shared. */
  page: string;
  path: string;
  /** What it shows, in words. */
  alt: string;
}

/** What the frame of a guest's page shows of the host or team. */
export interface BrandView {
  name: string;
  /** Path of their page. */
  href: string;
  /** Path of the stylesheet with their accent colour; null for the product's own. */
  stylesheet: string | null;
  /** Shown in place of the name. */
  logo: PictureView | null;
  footer: TextPart[];
  hideBranding: boolean;
}
