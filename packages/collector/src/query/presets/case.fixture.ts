/**
 * Reports that a reader can compute by hand: each case is a few events and the rows that the report must have. Every
 * case has a tenant of its own, or two, so that all of them are in one store at once, and run on each store.
 */
import { testRecord } from '../../log/records.fixture.js'
import type { NamedReportStore, SqlValue } from '../../sinks/report-store.js'
import { type CaseEvent, NOW, timeOf } from '../figures/case.fixture.js'
import { defaultQuerySettings } from '../language/query-settings.js'
import { defaultHealth } from './health.js'
import { parsePeriod } from './parse-period.js'
import type { ReportRow } from './report.js'
import { reportNamed } from './reports.js'

type Values = Readonly<Record<string, SqlValue>>

export interface ReportCase {
  readonly name: string
  readonly report: string
  readonly events: readonly CaseEvent[]
  /** Belong to a second tenant, which the report is asked for too. */
  readonly others?: readonly CaseEvent[]
  readonly parameters: Readonly<Record<string, string>>
  /** Holds the rows of lists by name, without the tenant where there is one only. */
  readonly lists: Readonly<Record<string, readonly Values[]>>
  readonly comparison?: readonly Values[]
  readonly change?: readonly Values[]
}

const tenantsOf = ({ others }: ReportCase, index: number): readonly string[] => [
  `report-${index}`,
  ...(others === undefined ? [] : [`report-${index}-other`]),
]

let made = 0

export const recordsOf = (given: ReportCase, index: number) =>
  tenantsOf(given, index).flatMap((tenantId, i) =>
    ((i === 0 ? given.events : given.others) ?? []).map(([time, event, fields]) =>
      testRecord({ n: 500_000 + ++made, time: timeOf(time), tenantId, event, fields: fields ?? {} }),
    ),
  )

const withoutTenant = ({ values: { tenant_id: _id, tenant_name: _name, ...rest } }: ReportRow): Values => rest

/** Makes the records of all cases for one tenant. */
export const recordsTogether = (cases: readonly ReportCase[], tenantId: string) =>
  cases
    .flatMap(({ events }) => events)
    .map(([time, event, fields], i) =>
      testRecord({ n: i + 1, time: timeOf(time), tenantId, event, fields: fields ?? {} }),
    )

/** Returns what the report says of the lists that the case names. */
export async function answerOf(from: NamedReportStore, given: ReportCase, index: number) {
  const report = reportNamed(given.report)
  if (report === undefined) throw new TypeError('there is no such report')
  const tenants = tenantsOf(given, index)
  const read = await report.read(from, {
    tenants,
    access: { tenants, admin: true, who: 'test' },
    period: parsePeriod(given.parameters, NOW),
    tenantName: (id) => (id === tenants[0] ? 'First' : 'Second'),
    settings: defaultQuerySettings,
    health: defaultHealth,
    now: NOW,
  })
  const rowsOf = (name: string) => read.lists.find((list) => list.name === name)?.rows ?? []
  const [first] = read.lists
  return {
    lists: Object.fromEntries(
      Object.keys(given.lists).map((name) => [
        name,
        rowsOf(name).map((row) =>
          tenants.length === 1
            ? withoutTenant(row)
            : { tenant: row.values.tenant_name ?? null, ...withoutTenant(row) },
        ),
      ]),
    ),
    ...(given.comparison && { comparison: first.rows.map(({ comparison }) => comparison) }),
    ...(given.change && { change: first.rows.map(({ change }) => change) }),
  }
}

export const expectedBy = ({ lists, comparison, change }: ReportCase) => ({
  lists,
  ...(comparison && { comparison }),
  ...(change && { change }),
})
