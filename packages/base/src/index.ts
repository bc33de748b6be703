export { type BackOffLimits, backOff } from './back-off.js'
export { DAY, HOUR, MINUTE, SECOND } from './durations.js'
export { errorCode } from './error-code.js'
export { isObject } from './is-object.js'
