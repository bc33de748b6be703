/** What stands in place of values. */

/** Those of keys first, in the order of their words (`keys.ts`); then those that only rules and fallbacks write. */
export const NAMES = 'secret|email|phone|id|iban|card|dob|ip|address|name|param|mac|user|removed'

/** Every placeholder that may stand in a text. */
export const PLACEHOLDER = `\\[(?:${NAMES})]`
