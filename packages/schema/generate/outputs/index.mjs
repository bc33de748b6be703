/** Everything that is generated from the model, as files of the package. */
import { catalogue } from './catalogue.mjs'
import { docs } from './docs.mjs'
import { members } from './members.mjs'
import { pagePolicy } from './page-policy.mjs'
import { policy } from './policy.mjs'
import { privacy } from './privacy.mjs'
import { tables } from './tables.mjs'
import { types } from './types.mjs'
import { validators } from './validators.mjs'

export async function outputs(model) {
  const written = await Promise.all(
    [types, validators, policy, pagePolicy, catalogue, tables, members, docs, privacy].map((write) =>
      write(model),
    ),
  )
  return written.flat()
}
