/** The tool `retention`. */
import { auditTenants } from '../../endpoint.js'
import { checkRetention } from '../../retention/check-retention.js'
import { retentionRequest } from '../../retention/retention-schema.js'
import { runRetention } from '../../retention/run-retention.js'
import { type Tool, withoutTenant } from '../tool.js'

export const retention: Tool = {
  name: 'retention',
  title: 'Retention',
  description:
    'Says in which weeks the persons of each week came back: weekly cohorts of pseudonyms by their first event. Weeks that are not over are marked partial.',
  input: withoutTenant(retentionRequest),
  example: { returning: 'user_query', date_range: '56d' },
  async call(input, { access, askStore, now, audit, settings }) {
    const asked = checkRetention(input, access, now(), settings)
    const answer = await askStore('retention', (from) => runRetention(from, asked, now()))
    auditTenants(audit, access, 'retention', asked.query, answer.rows.length)
    return answer
  },
}
