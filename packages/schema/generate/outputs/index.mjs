/** Everything that is generated from the model, as files of the package. */
import { catalogue } from './catalogue.mjs'
import { docs } from './docs.mjs'
import { fields } from './fields.mjs'
import { pagePolicy } from './page-policy.mjs'
import { privacy } from './privacy.mjs'
import { tables } from './tables.mjs'
import { types } from './types.mjs'
import { validators } from './validators.mjs'

export async function outputs(model) {
  const writers = [types, validators, pagePolicy, catalogue, tables, fields, docs, privacy]
  const written = await Promise.all(writers.map((write) => write(model)))
  return written.flat()
}
