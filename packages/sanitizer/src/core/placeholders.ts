/** The names of the placeholders that replace values. */

/** Placeholders for values of sensitive keys, in the order in which `keys.ts` lists the words. */
export const KEY_NAMES = 'secret|email|phone|id|iban|card|dob|ip|address|name'

/** Placeholders that only rules and fallbacks write. */
export const OTHER_NAMES = 'param|mac|user|removed'

/** The source of a pattern that matches every placeholder. */
export const PLACEHOLDER = `\\[(?:${KEY_NAMES}|${OTHER_NAMES})]`
