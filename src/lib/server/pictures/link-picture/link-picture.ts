/** What the picture of a booking page says, as a thread draws it. */
export interface LinkPicture {
  /** Of the host or team. */
  name: string;
  /** Their part of the address; stands for a name in a script without a font in the build. */
  handle: string;
  /** Of the event type; null on the page that lists them. */
  title: string | null;
  /** Durations, or what the page is for; in the page's language. */
  detail: string;
  /** The next times, each day with its first; none where nothing is free or a list is shown. */
  times: string[];
  /** Whose clock they follow. */
  zone: string;
  /** Which way the page's language is written. */
  direction: "ltr" | "rtl";
  colours: { primary: string; soft: string; onPrimary: string };
  /** WebP; stands in the circle in place of the initial. */
  picture: Uint8Array<ArrayBuffer> | null;
  /** WebP; stands in place of the name beside a title. */
  logo: Uint8Array<ArrayBuffer> | null;
}

/** What link previews of chats and networks ask for, pixels. */
export const LINK_PICTURE_WIDTH = 1200, LINK_PICTURE_HEIGHT = 630;
