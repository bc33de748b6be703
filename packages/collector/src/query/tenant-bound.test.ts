/**
 * Tests that no statement of a report reads a table without the tenants that are asked for bound as parameters.
 */
import { tables } from '@hushlog/schema/tables'
import { expect, it } from 'vitest'
import type { ReportStore, SqlValue } from '../sinks/report-store.js'
import { reports } from './presets/reports.js'
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
  async *stream(sql, params) {
    statements.push({ sql, params })
    yield []
  },
  onChange: () => () => undefined,
})

/** A statement may read a table only where it compares the tenant with parameters. */
const tenantConditions =
  /tenant_id = \$1\b|tenant_id IN \(CAST\(\$\d+ AS text\)(?:, CAST\(\$\d+ AS text\))*\)/g
/** A statement of a query compares the tenant in each table; that of an export does so once. */
const tablesOfEvents = new RegExp(`\\bFROM "(?:${tables.map(({ name }) => name).join('|')})" `, 'g')
const isOfQuery = (sql: string): boolean => sql.includes('tenant_id IN (CAST')

/** Returns the ids with which a condition compares the tenant. */
const idsIn = (condition: string, params: readonly SqlValue[]): readonly string[] =>
  [...condition.matchAll(/\$(\d+)/g)].flatMap(([, n]) => String(params[Number(n) - 1]).split(','))

const requests = [
  '/analytics/data?tenant=acme',
  '/analytics/data?tenant=acme&days=90',
  '/analytics/export?tenant=acme',
  '/analytics/export?tenant=acme&format=csv&days=1',
  '/export/csv/events?tenant=acme',
  '/export/ndjson/user_query?tenant=acme&from=2026-01-01',
  '/export/csv/gaps?tenant=acme&compare=previous_year',
  ...reports.map(({ name, tenants }) =>
    tenants === 'path' ? `/reports/${name}/acme?days=7` : `/reports/${name}?tenant=*&days=7`,
  ),
]

it.each([[['acme']], [['acme', 'globex']]])('binds the tenants %j', async (tenants) => {
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
    const isOfAll = path.includes('tenant=*')
    for (const { sql, params } of statements.slice(before)) {
      const conditions = sql.match(tenantConditions) ?? []
      const read = isOfQuery(sql) ? (sql.match(tablesOfEvents)?.length ?? 0) : 1
      expect([sql, conditions.length]).toEqual([sql, Math.max(1, read, conditions.length)])
      for (const condition of conditions)
        expect([path, idsIn(condition, params)]).toEqual([path, isOfAll ? tenants : ['acme']])
    }
  }
  await served.close()
})
