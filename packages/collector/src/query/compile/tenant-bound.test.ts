/** Tests that no statement of a query reads a table without the tenants of its caller. */
import { expect, it } from 'vitest'
import { metrics } from '../catalogue/index.js'
import { checkQuery } from '../language/check-query.js'
import { defaultQuerySettings } from '../language/query-settings.js'
import { dialects } from './dialect.js'
import { planQuery } from './statement.js'

const access = { tenants: ['acme', 'globex'], admin: true, who: 'test' }
const NOW = Date.UTC(2026, 0, 5)

it.each([0, 5])(
  'binds the tenants of every metric, with rows of less than %i sessions folded',
  (minSessions) => {
    for (const { id, requires = [] } of metrics) {
      const body = {
        tenant: '*',
        metrics: [id],
        dimensions: ['time:day', 'tenant', ...requires.filter((name) => name !== 'time')],
        filters: [['has_done', ['is', 'event', ['user_query']]]],
      }
      const query = checkQuery(body, access, NOW, { ...defaultQuerySettings, minSessions })
      const plan = planQuery(query, dialects.embedded)
      const statements = [
        plan.rows(query.range),
        plan.totals(query.range),
        plan.other(query.range),
        plan.folded(),
        plan.countGroups(),
      ]
      for (const { sql, params } of statements) {
        const tables = sql.match(/(?<!DISTINCT )\b(?:FROM|JOIN) "/g)?.length ?? 0
        const bound = sql.match(
          /\bFROM "\w+" WHERE tenant_id IN \(CAST\(\$\d+ AS text\), CAST\(\$\d+ AS text\)\)/g,
        )
        expect([id, bound?.length]).toEqual([id, tables])
        expect([id, params.filter((param) => param === 'acme').length > 0]).toEqual([id, true])
      }
    }
  },
)
