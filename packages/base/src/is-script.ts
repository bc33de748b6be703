/** The build of the script tag defines this name; no other build and no test does. */
declare const HUSHLOG_SCRIPT: true | undefined

/**
 * True in the script tag, which has no room for what only servers need, and for messages that help a developer
 * beside others. Minifiers leave out what it excludes.
 */
export const IS_SCRIPT: boolean = typeof HUSHLOG_SCRIPT !== 'undefined'
