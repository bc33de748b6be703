/** The tool `funnel`. */
import { auditTenants } from '../../endpoint.js'
import { checkFunnel } from '../../funnel/check-funnel.js'
import { funnelRequest } from '../../funnel/funnel-schema.js'
import { runFunnel } from '../../funnel/run-funnel.js'
import { type Tool, withoutTenant } from '../tool.js'

export const funnel: Tool = {
  name: 'funnel',
  title: 'Funnel',
  description:
    'Says how many sessions, or persons within a window of time, reach each of 2 to 10 steps in their order, with conversion and median times, also by one dimension.',
  input: withoutTenant(funnelRequest),
  example: { steps: ['widget_loaded', 'bubble_opened', 'message_sent'], date_range: '30d' },
  async call(input, { access, askStore, now, audit, settings }) {
    const asked = checkFunnel(input, access, now(), settings)
    const answer = await askStore('funnel', (from) => runFunnel(from, asked, now()))
    auditTenants(audit, access, 'funnel', asked.query, (answer.rows ?? [answer.steps]).length)
    return answer
  },
}
