/** Every rule, behind one prefilter: for Node and the collector. */
import { checkRule } from './check-rule.js'
import { createScopes } from './custom.js'
import { createFind } from './find.js'
import { rules } from './rules/index.js'
import { createPrefilter } from './scan.js'

export const findAll = /* @__PURE__ */ createFind(rules, /* @__PURE__ */ createPrefilter(rules))

/** With what an application adds. */
export const scopes = /* @__PURE__ */ createScopes(findAll, checkRule)
