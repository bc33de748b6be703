/**
 * The digits of ULIDs: Crockford's Base32, which leaves out I, L, O and U
 * (https://www.crockford.com/base32.html).
 */
export const CROCKFORD_BASE32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
