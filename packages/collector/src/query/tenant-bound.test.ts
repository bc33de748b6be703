/**
 * Tests that no statement of a report runs without the tenants of its caller bound as its first parameter.
 */
import { expect, it } from 'vitest'
import type { ReportStore, SqlValue } from '../sinks/report-store.js'
import { serve } from './server.fixture.js'

interface Statement {
  readonly sql: string
  readonly params: readonly SqlValue[]
}

const recordingStore = (statements: Statement[]): ReportStore => ({
  async rows(sql, params) {
    statements.push({ sql, params })
    return []
  },
  freshRange: async (from, to) => ({ from, to }),
  async *stream(sql, params) {
    statements.push({ sql, params })
    yield []
  },
  onChange: () => () => undefined,
})

/** A statement may read a table only where it compares the tenant with the first parameter. */
const tenantConditions = /tenant_id = \$1\b|is_one_of\(tenant_id, \$1\)/g
const rollupTables = /\b(?:FROM|JOIN) rollup_\w+/g

const requests = [
  '/analytics/data',
  '/analytics/data?tenant=acme&days=90',
  '/analytics/export',
  '/analytics/export?format=json&days=1',
  '/export/csv/events',
  '/export/ndjson/user_query?from=2026-01-01',
  '/reports/overview?days=7',
]

it.each([
  [['acme'], 'acme'],
  [['acme', 'globex'], 'acme,globex'],
])('binds the tenants %j', async (tenants, ids) => {
  const statements: Statement[] = []
  const served = await serve(recordingStore(statements), {
    tenants,
    admin: tenants.length > 1,
    who: 'test',
  })
  for (const path of requests) {
    const before = statements.length
    expect([path, (await served.get(path)).status]).toEqual([path, 200])
    expect(statements.length).toBeGreaterThan(before)
    for (const { sql, params } of statements.slice(before)) {
      expect([path, params[0]]).toEqual([path, path.startsWith('/reports/') ? ids : 'acme'])
      const conditions = sql.match(tenantConditions)?.length ?? 0
      expect([sql, conditions]).toEqual([sql, Math.max(1, conditions)])
      expect(conditions).toBeGreaterThanOrEqual(sql.match(rollupTables)?.length ?? 0)
    }
  }
  await served.close()
})
