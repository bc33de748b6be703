/** Writes `tables.gen.ts`: one table for each family with its columns, flattened. */
import { leaves } from '../model.mjs'
import { header } from './header.mjs'

/** The first columns of every table, which nearly every statement reads. */
const first = ['id', 'event', 'tenant_id', 'env', 'ts', 'received_at', 'session_id', 'user']

function column(field) {
  const type =
    field.kind === 'array' || field.kind === 'map' ? 'json' : field.timestamp ? 'timestamp' : field.kind
  const shape = field.kind === 'array' ? 'list' : field.kind === 'map' ? 'map' : undefined
  return { name: field.path.join('_'), path: field.path, type, text: field.privacy === 'text', shape }
}

export function tables(model) {
  const shared = leaves([...model.envelope, ...model.collector]).map(column)
  const ordered = [
    ...first.map((name) => shared.find((candidate) => candidate.name === name)),
    ...shared.filter((candidate) => !first.includes(candidate.name)),
  ]
  const all = model.families.map(({ name, description }) => {
    const events = model.events.filter((event) => event.family === name)
    const own = new Map()
    for (const event of events)
      for (const field of leaves(event.fields)) own.set(field.path.join('_'), column(field))
    return { name, description, events: events.map((event) => event.name), own: [...own.values()] }
  })
  const line = (value, indent) =>
    `${indent}{ name: '${value.name}', path: [${value.path.map((part) => `'${part}'`).join(', ')}], type: '${value.type}', text: ${value.text}${value.shape ? `, shape: '${value.shape}'` : ''} },\n`
  const content = `${header}
import type { Column, Table } from '../tables/table.js'

/** The columns that come first in every table. */
export const sharedColumns: readonly Column[] = [
${ordered.map((value) => line(value, '  ')).join('')}]

export const tables: readonly Table[] = [
${all
  .map(
    (table) => `  {
    name: '${table.name}',
    description: ${JSON.stringify(table.description)},
    events: [${table.events.map((event) => `'${event}'`).join(', ')}],
    columns: [
      ...sharedColumns,
${table.own.map((value) => line(value, '      ')).join('')}    ],
  },
`,
  )
  .join('')}]
`
  return [{ path: 'src/gen/tables.gen.ts', content }]
}
