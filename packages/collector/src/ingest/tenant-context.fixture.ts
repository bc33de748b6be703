/** A tenant for tests of what is prepared for one. */
import { createSubjects } from './fast-path/subjects.js'
import type { TenantContext } from './prepare.js'
import { createPseudonymize } from './pseudonymize.js'

export const tenantContext = (id = 'acme', secret = 's'): TenantContext => {
  const pseudonymize = createPseudonymize(secret)
  return {
    id,
    pseudonymize,
    subjects: createSubjects(pseudonymize),
    stamp: `,"tenant_id":"${id}","env":"test","received_at":"`,
  }
}
