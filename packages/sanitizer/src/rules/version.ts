/** Goes up with every change in what is found. The browser's set says so itself: `7b`. */
export const RULES_VERSION = '5'
export const BROWSER_RULES_VERSION = '7b'
