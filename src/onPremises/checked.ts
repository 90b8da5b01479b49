/** What a description has that was looked at: `checkOffice` alone gives it. */
export const checked = Symbol('checked');
