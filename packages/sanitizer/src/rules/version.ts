/** It changes with every change in what is found. The page's set has a version of its own with a `b`. */
export const RULES_VERSION = '5'
export const BROWSER_RULES_VERSION = '8b'
