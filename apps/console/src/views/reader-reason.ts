/** The element that says why what a reader may not do is disabled. */
export const readerReason = "reader-reason";
