/** Describes the answers of reports for OpenAPI. */
import type { JsonSchema } from '../../http/route.js'
import type { ReportColumn } from './report.js'
import type { NamedReport } from './reports.js'

const text: JsonSchema = { type: 'string' }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const figure: JsonSchema = { type: ['number', 'null'] }

const valueSchema = ({ title, unit }: ReportColumn): JsonSchema =>
  unit === null
    ? { type: ['string', 'number', 'boolean', 'null'], description: title }
    : { ...figure, description: `${title} (${unit})` }

export const rowsSchema = (
  columns: readonly ReportColumn[],
  title: string,
  compares: boolean,
): JsonSchema => ({
  type: 'array',
  description: title,
  items: {
    type: 'object',
    required: columns.map(({ name }) => name),
    properties: {
      ...Object.fromEntries(columns.map((column) => [column.name, valueSchema(column)])),
      ...(compares && {
        comparison: { type: 'object', additionalProperties: figure },
        change: { type: 'object', additionalProperties: figure },
      }),
    },
    additionalProperties: false,
  },
})

export const columnSchema: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['name', 'title', 'unit'],
    properties: { name: text, title: text, unit: { type: ['string', 'null'] } },
  },
}

/** @param more members that the answer has beside those of every report */
export const reportSchema = (
  { name, lists, compares }: NamedReport,
  more: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema => ({
  type: 'object',
  required: [
    'report',
    'from',
    'to',
    'time_zone',
    'generated_at',
    'columns',
    'notes',
    ...lists.map((list) => list.name),
  ],
  properties: {
    report: { const: name },
    from: time,
    to: time,
    time_zone: text,
    generated_at: time,
    ...(compares && { comparison: { type: 'object', properties: { from: time, to: time } } }),
    columns: {
      type: 'object',
      properties: Object.fromEntries(lists.map((list) => [list.name, columnSchema])),
    },
    ...Object.fromEntries(lists.map((list) => [list.name, rowsSchema(list.columns, list.title, compares)])),
    notes: { type: 'array', items: text },
    ...more,
  },
  additionalProperties: false,
})
