/** Every rule, behind one prefilter: for Node and the collector. */
import { checkRule } from './check-rule.js'
import { createScopes } from './custom.js'
import { type Choose, createFind, createRedact } from './find.js'
import { createKeyMeaning, type KeyMeaning, keyWords } from './keys.js'
import { rules } from './rules/index.js'
import { createPrefilter } from './scan.js'

/** An application uses few keys again and again; the bound is for one that makes them up. */
const KNOWN_KEYS_MAX = 4096
const known = new Map<string, KeyMeaning>()
const meaningOf = /* @__PURE__ */ createKeyMeaning(keyWords)

function keyMeaning(key: string): KeyMeaning {
  const before = known.get(key)
  if (before !== undefined) return before
  const meaning = meaningOf(key)
  if (known.size >= KNOWN_KEYS_MAX) known.clear()
  known.set(key, meaning)
  return meaning
}

export const choose = /* @__PURE__ */ createPrefilter(rules)

/** In a page's path `/home/…` is a section, not somebody's folder. */
const chooseInUrl: Choose = (view) =>
  view.startsWith('file:') ? choose(view) : choose(view).filter(({ rule }) => rule !== 'user_folder')

/** With what an application adds. */
export const scopes = /* @__PURE__ */ createScopes({
  createRedact: (own, inUrl) => createRedact(createFind(inUrl ? chooseInUrl : choose, own)),
  check: checkRule,
  keyMeaning,
})
