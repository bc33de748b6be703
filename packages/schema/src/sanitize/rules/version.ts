/** Goes up with every change in what is found. The browser's set says so itself: `5b`. */
export const RULES_VERSION = '4'
export const BROWSER_RULES_VERSION = '5b'
