/** Every rule, behind one prefilter: for Node and the collector. */
import { checkRule } from './check-rule.js'
import { createScopes, type RuleSet } from './custom.js'
import { keyWords } from './keys.js'
import { rules } from './rules/index.js'
import { createPrefilter } from './scan.js'

const choose = /* @__PURE__ */ createPrefilter(rules)

export const fullSet: RuleSet = {
  choose,
  /** In a page's path `/home/…` is a section, not somebody's folder. */
  chooseInUrl: (view) =>
    view.startsWith('file:') ? choose(view) : choose(view).filter(({ rule }) => rule !== 'user_folder'),
  check: checkRule,
  keys: keyWords,
}

/** With what an application adds. */
export const scopes = /* @__PURE__ */ createScopes(fullSet)
