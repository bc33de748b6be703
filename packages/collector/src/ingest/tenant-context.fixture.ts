/** A tenant for tests of what is prepared for one. */
import { createSubjects } from './fast-path/subjects.js'
import type { TenantContext } from './prepare.js'
import { createPseudonymize } from './pseudonymize.js'
import { anyTime, type TimeRange } from './time-range.js'

export const tenantContext = (id = 'acme', secret = 's', times: TimeRange = anyTime): TenantContext => {
  const pseudonymize = createPseudonymize(secret)
  return {
    id,
    times,
    restores: false,
    pseudonymize,
    subjects: createSubjects(pseudonymize),
    stamp: `,"tenant_id":"${id}","env":"test","received_at":"`,
  }
}
