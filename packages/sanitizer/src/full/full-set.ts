/** The full engine: every rule, behind one prefilter. For Node and the collector. */
import { bareKey } from '../core/bare-key.js'
import type { Engine, EngineFor, KeyMeaning } from '../core/engine.js'
import type { Redact } from '../core/redact-and-cut.js'
import { SanitizeError } from '../core/sanitize-error.js'
import { rules } from '../rules/index.js'
import type { NamedDetector } from '../rules/rule.js'
import { toCheckedDetector } from './check-rule.js'
import { type Choose, createFind, createRedact } from './find.js'
import { keyMeaning } from './keys.js'
import { knownClean } from './known-clean.js'
import { createPrefilter } from './scan.js'

SanitizeError.prototype.name = 'SanitizeError'

/** An application uses few keys again and again; the bound is for one that makes them up. */
const KNOWN_KEYS_MAX = 4096
const known = new Map<string, KeyMeaning>()

function knownMeaning(key: string): KeyMeaning {
  const before = known.get(key)
  if (before !== undefined) return before
  const meaning = keyMeaning(key)
  if (known.size >= KNOWN_KEYS_MAX) known.clear()
  known.set(key, meaning)
  return meaning
}

export const choose = /* @__PURE__ */ createPrefilter(rules)

/** In a page's path `/home/…` is a section, not somebody's folder. */
const chooseInUrl: Choose = (view, bytes) =>
  view.startsWith('file:')
    ? choose(view, bytes)
    : choose(view, bytes).filter(({ rule }) => rule !== 'user_folder')

const redactWith = (own: readonly NamedDetector[], inUrl: boolean): Redact =>
  createRedact(createFind(inUrl ? chooseInUrl : choose, own))
/** Without rules of an application, whose answers may depend on more than the text. */
const redactPlain = /* @__PURE__ */ knownClean(/* @__PURE__ */ redactWith([], false))
const redactPlainUrl = /* @__PURE__ */ knownClean(/* @__PURE__ */ redactWith([], true))

const compile: EngineFor = ({ rules: custom = [], denyKeys }) => {
  const own = custom.map(toCheckedDetector)
  const denied = denyKeys?.map(bareKey)
  return {
    redact: own.length > 0 ? redactWith(own, false) : redactPlain,
    redactInUrl: own.length > 0 ? redactWith(own, true) : redactPlainUrl,
    isDenied: denied && ((key) => denied.includes(bareKey(key))),
    keyMeaning: knownMeaning,
  }
}

const plain = /* @__PURE__ */ compile({})
/** A collector has as many as it has tenants. */
const compiled = new WeakMap<object, Engine>()

/** @throws CustomRuleError when a rule in the options cannot be used. */
export const engineFor: EngineFor = (options) => {
  if (!options.rules && !options.denyKeys) return plain
  const engine = compiled.get(options) ?? compile(options)
  compiled.set(options, engine)
  return engine
}
