/** Booking pages: list, picker, form, the guest's page, the host's decision pages, widget. Plain texts with `{places}`; see `../say.ts`. */
export default {};
