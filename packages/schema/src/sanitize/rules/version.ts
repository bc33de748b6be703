/** Goes up with every change in what is found. The browser's set says so itself: `1b`. */
export const RULES_VERSION = '1'
export const BROWSER_RULES_VERSION = '1b'
