/** Writes the figures of the dashboard: a member for each list. All rows are of one tenant, which they do not repeat. */
import type { AnalyticsFigures } from '@hushlog/schema/reports'
import type { JsonSchema } from '../../http/route.js'
import { dashboardPreset } from './dashboard.js'
import { columnsOf } from './read-report.js'
import type { Report, ReportColumn, ReportRow } from './report.js'
import { columnSchema, rowsSchema } from './report-schema.js'

const isOfTenant = ({ name }: ReportColumn): boolean => name === 'tenant_id' || name === 'tenant_name'

const withoutTenant = ({ values: { tenant_id: _id, tenant_name: _name, ...figures } }: ReportRow) => figures

/** The first list has one row. */
export function toDashboardFigures({ lists: [totals, ...lists] }: Report): AnalyticsFigures {
  const columns = [totals, ...lists].map((list) => [
    list.name,
    list.columns.filter((each) => !isOfTenant(each)),
  ])
  return {
    columns: Object.fromEntries(columns),
    totals: totals.rows.map(withoutTenant)[0] ?? {},
    lists: Object.fromEntries(lists.map(({ name, rows }) => [name, rows.map(withoutTenant)])),
  }
}

const [totals, ...lists] = dashboardPreset.lists
const schemaOf = (list: (typeof dashboardPreset.lists)[number]): JsonSchema =>
  rowsSchema(
    columnsOf(list).filter((each) => !isOfTenant(each)),
    list.title,
    false,
  )

export const dashboardFiguresSchema: JsonSchema = {
  type: ['object', 'null'],
  description: 'What queries answer; null without a store, and left out with figures=none',
  required: ['columns', 'totals', 'lists'],
  properties: {
    columns: {
      type: 'object',
      properties: Object.fromEntries(dashboardPreset.lists.map(({ name }) => [name, columnSchema])),
    },
    totals: schemaOf(totals).items,
    lists: {
      type: 'object',
      required: lists.map(({ name }) => name),
      properties: Object.fromEntries(lists.map((list) => [list.name, schemaOf(list)])),
      additionalProperties: false,
    },
  },
  additionalProperties: false,
}
