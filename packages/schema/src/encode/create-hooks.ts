/** The hooks that a set of options comes to: what may leave is the sanitizer's to say, here as everywhere. */
import { isPseudonym, LABEL, pseudonym, redactAndCut, sanitizeUrl, TEXT } from '@hushlog/sanitizer/engine'
import { engineFor } from '@hushlog/sanitizer/full'
import { sanitizeMap } from '../sanitize/map.js'
import { start } from '../sanitize/state.js'
import type { SanitizeOptions } from '../sanitize/types.js'
import { createClean, SURROGATE } from './clean.js'
import { type Hooks, isJson } from './hooks.js'

export interface OwnHooks extends Hooks {
  readonly isDenied: ((key: string) => boolean) | undefined
}

/**
 * `onText` hears of each text that may leave.
 * @throws CustomRuleError when a rule in the options cannot be used.
 */
export function createHooks(options: SanitizeOptions, onText: () => void): OwnHooks {
  const { content, pseudonymize = pseudonym } = options
  const engine = engineFor(options)
  const { redact, redactInUrl, isDenied } = engine
  const stays = (keep: number) => (value: string) => redactAndCut(value, keep, redact, ignore) === value
  const label = createClean(stays(LABEL))
  const text = createClean(stays(TEXT))

  return {
    isDenied,
    label,
    url: createClean((value) => sanitizeUrl(value, redactInUrl, ignore) === value),
    text(value) {
      if (content !== 'redacted') return undefined
      onText()
      return text(value)
    },
    subject(value) {
      if (typeof value !== 'string' || value === '') return undefined
      const stands = pseudonymize(value)
      return isPseudonym(stands) ? `"${stands}"` : undefined
    },
    list(value, max) {
      if (!Array.isArray(value)) return undefined
      const { length } = value
      if (length > max) return undefined
      let json = '['
      // Not by its iterator, which an application may have replaced.
      for (let i = 0; i < length; i++) {
        const written = label(value[i])
        if (written === undefined) return undefined
        json += i === 0 ? written : `,${written}`
      }
      return `${json}]`
    },
    map(value, max) {
      if (!isJson(value)) return undefined
      const walk = start(engine, options, pseudonym)
      const json = JSON.stringify(sanitizeMap(value, max, walk))
      const touched = walk.removed > 0 || walk.withheld > 0 || walk.hasText || json !== JSON.stringify(value)
      return touched || SURROGATE.test(json) ? undefined : json
    },
  }
}

const ignore = (): void => undefined
