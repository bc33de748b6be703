/** Goes up with every change in what is found. The browser's set says so itself: `4b`. */
export const RULES_VERSION = '3'
export const BROWSER_RULES_VERSION = '4b'
