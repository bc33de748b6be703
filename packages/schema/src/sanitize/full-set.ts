/** Every rule, behind one prefilter: for Node and the collector. */
import { createFind } from './find.js'
import { rules } from './rules/index.js'
import { createPrefilter } from './scan.js'

export const findAll = /* @__PURE__ */ createFind(rules, /* @__PURE__ */ createPrefilter(rules))
