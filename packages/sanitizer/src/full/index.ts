/**
 * The full engine, for packages of Hushlog that sanitize events. Internal: use `@hushlog/sanitizer` for
 * texts and addresses.
 */
export { engineFor } from './full-engine.js'
