import * as v from "valibot";

/** An id as it arrives: 64 characters at most, since ids are part of keys of the store. */
export const Id = v.pipe(v.string("fill-in"), v.maxLength(64, "too-long"));
