/** The tool `why_refused`: why events of the tenant are not there. */
import { Problem } from '../../../http/problem.js'
import { checkMembers } from '../../language/check-query.js'
import type { Tool } from '../tool.js'

export const whyRefused: Tool = {
  name: 'why_refused',
  title: 'Why events were refused',
  description:
    'Counts what was refused since the collector started, by code, field and origin, with what was expected in its place.',
  input: { type: 'object', additionalProperties: false, properties: {} },
  example: {},
  call(input, { access, refusalsOf, audit }) {
    checkMembers(input, '', [])
    const [tenant] = access.tenants
    if (tenant === undefined) throw new Problem('not_found')
    const refusals = refusalsOf(tenant)
    audit.read({ who: access.who, tenant, report: 'refusals' }, refusals.length)
    return { tenant, refusals }
  },
}
