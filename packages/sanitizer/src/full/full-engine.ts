/** The full engine runs every rule behind one prefilter. Node and the collector use it. */
import { createRepeatedStrings } from '@hushlog/base'
import { bareKey } from '../core/bare-key.js'
import type { Engine, EngineFor } from '../core/engine.js'
import type { Redact } from '../core/redact-and-cut.js'
import { SanitizeError } from '../core/sanitize-error.js'
import { rules } from '../rules/index.js'
import type { NamedDetector } from '../rules/rule.js'
import { toCheckedDetector } from './check-rule.js'
import { createFind, createRedact, type Prefilter } from './find.js'
import { type KeyVerdict, keyVerdict, meaningOf } from './keys.js'
import { rememberClean } from './known-clean.js'
import { createPrefilter } from './scan.js'

SanitizeError.prototype.name = 'SanitizeError'

/** An application uses few keys again and again. */
const known = /* @__PURE__ */ createRepeatedStrings<KeyVerdict>(1024)

function knownVerdict(key: string): KeyVerdict {
  const before = known.get(key)
  if (before !== undefined) return before
  const verdict = keyVerdict(key)
  known.add(key, verdict)
  return verdict
}

export const prefilter = /* @__PURE__ */ createPrefilter(rules)

/** In the path of a web address, `/home/…` is a section and not somebody's folder. */
const prefilterInUrl: Prefilter = (normalized, bytes) =>
  normalized.startsWith('file:')
    ? prefilter(normalized, bytes)
    : prefilter(normalized, bytes).filter(({ rule }) => rule !== 'user_folder')

const redactWith = (own: readonly NamedDetector[], inUrl: boolean): Redact =>
  createRedact(createFind(inUrl ? prefilterInUrl : prefilter, own), own.length === 0)
// Only built-in rules may remember clean texts: a custom rule's result may depend on more than the text.
const redactPlain = /* @__PURE__ */ rememberClean(/* @__PURE__ */ redactWith([], false))
const redactPlainUrl = /* @__PURE__ */ rememberClean(/* @__PURE__ */ redactWith([], true))

const compile: EngineFor = ({ rules: custom = [], denyKeys }) => {
  const own = custom.map(toCheckedDetector)
  const denied = denyKeys?.map(bareKey)
  return {
    redact: own.length > 0 ? redactWith(own, false) : redactPlain,
    redactInUrl: own.length > 0 ? redactWith(own, true) : redactPlainUrl,
    isDenied: denied && ((key) => denied.includes(bareKey(key))),
    keyMeaning: (key, value) => meaningOf(knownVerdict(key), value),
  }
}

const plain = /* @__PURE__ */ compile({})
/** A collector has one engine for each distinct set of options. */
const compiled = new WeakMap<object, Engine>()

/** @throws CustomRuleError when a rule in the options cannot be used. */
export const engineFor: EngineFor = (options) => {
  if (!options.rules && !options.denyKeys) return plain
  const engine = compiled.get(options) ?? compile(options)
  compiled.set(options, engine)
  return engine
}
