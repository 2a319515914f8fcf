export { previewTemplate as GET } from "../../../../email-template-page.ts";
