export { actions, load } from "../../../email-template-page.ts";
