/** A page that knows one thing, asked anew each time. */
export const load = () => ({ now: Date.now() });
