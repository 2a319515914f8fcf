export { previewTemplate as GET } from "../../../../[...owner=owner]/event-types/email-template-page.ts";
