import decide from "./booking/decide.ts";
import guestPages from "./booking/guest-pages.ts";
import pickerPage from "./booking/picker-page.ts";
import propose from "./booking/propose.ts";

/** Booking pages: list, picker, form, the guest's pages, the host's decision pages. Plain texts with `{places}`; see `../format.ts`. */
export default {
  ...pickerPage,
  ...guestPages,
  decide,
  propose,
  /** The member of a round robin whom a guest meets. */
  memberOf: "{name} ({team})",
};
