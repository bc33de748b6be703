/** What stands in place of values. */

/** Those of keys, in the order of their words (`keys.ts`). */
export const KEY_NAMES = 'secret|email|phone|id|iban|card|dob|ip|address|name'

/** Those that only rules and fallbacks write. */
export const OTHER_NAMES = 'param|mac|user|removed'

/** Every placeholder that may stand in a text. */
export const PLACEHOLDER = `\\[(?:${KEY_NAMES}|${OTHER_NAMES})]`
