/** Every rule, behind one prefilter: for Node and the collector. */
import { toCheckedLane } from './check-rule.js'
import { type Asking, createScopes, type Scope, type Scopes } from './custom.js'
import { type Choose, createFind, createRedact } from './find.js'
import { type KeyMeaning, keyMeaning } from './keys.js'
import { knownClean } from './known-clean.js'
import type { Redact } from './redact-and-cut.js'
import { rules } from './rules/index.js'
import type { NamedLane } from './rules/rule.js'
import { createPrefilter } from './scan.js'
import { isPseudonym, pseudonym } from './subject.js'
import { SanitizeError } from './types.js'

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

const redactWith = (own: readonly NamedLane[], inUrl: boolean): Redact =>
  createRedact(createFind(inUrl ? chooseInUrl : choose, own))
/** Without rules of an application, whose answers may depend on more than the text. */
const redactPlain = /* @__PURE__ */ knownClean(/* @__PURE__ */ redactWith([], false))
const redactPlainUrl = /* @__PURE__ */ knownClean(/* @__PURE__ */ redactWith([], true))

/** As the application says, which may be wrong. */
function standIn(value: string, { options, path }: Asking): string {
  const stands = (options.pseudonymize ?? pseudonym)(value)
  if (!isPseudonym(stands)) throw new SanitizeError('sanitize_failed', path)
  return stands
}

const compile = /* @__PURE__ */ createScopes({
  createRedact(own, inUrl) {
    if (own.length > 0) return redactWith(own, inUrl)
    return inUrl ? redactPlainUrl : redactPlain
  },
  toLane: toCheckedLane,
  keyMeaning: knownMeaning,
  standIn,
})
const plain = /* @__PURE__ */ compile({})
/** A collector has as many as it has tenants. */
const compiled = new WeakMap<object, Scope>()

/** With what an application adds. */
export const scopes: Scopes = (options) => {
  if (!options.rules && !options.denyKeys) return plain
  const scope = compiled.get(options) ?? compile(options)
  compiled.set(options, scope)
  return scope
}
