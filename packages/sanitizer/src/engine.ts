/**
 * Exports what both engines share, for packages of Hushlog that sanitize events. It is internal and may
 * change in any version.
 */
export { formatCounts } from './core/counts.js'
export type { Engine, EngineFor, KeyMeaning } from './core/engine.js'
export { LABEL, type Redact, redactAndCut, TEXT } from './core/redact-and-cut.js'
export { SanitizeError, type SanitizeFailure } from './core/sanitize-error.js'
export { sanitizeUrl } from './core/sanitize-url.js'
export { isPseudonym, pseudonym, SUBJECT_PREFIX } from './core/subject.js'
export type { CustomOptions, CustomRule, Finding } from './core/types.js'
