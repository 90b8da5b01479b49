/** Scheme of the read-only documents. */
export const documentScheme = 'private-connect';
