/**
 * Builds index patterns with the fields of the index templates, so that Dashboards need not ask the cluster
 * for them.
 */
import type { OpenSearchTemplate } from '@hushlog/schema/tables'
import { idOf, type Pattern, type SavedObject } from './saved-object.js'

interface Field {
  readonly name: string
  readonly type: string
}

/** Returns the paths of a mapping and their types. */
export function fieldsOf(template: OpenSearchTemplate | undefined): readonly Field[] {
  const walk = (properties: object, before: string): Field[] =>
    Object.entries(properties).flatMap(([name, node]: [string, object]) => {
      if ('properties' in node && typeof node.properties === 'object' && node.properties !== null)
        return walk(node.properties, `${before}${name}.`)
      const searchable = !('enabled' in node && node.enabled === false)
      return searchable && 'type' in node ? [{ name: `${before}${name}`, type: String(node.type) }] : []
    })
  return walk(template?.body.template.mappings.properties ?? {}, '')
}

const dashboardsType: Readonly<Record<string, string>> = {
  keyword: 'string',
  text: 'string',
  long: 'number',
  double: 'number',
  date: 'date',
  boolean: 'boolean',
}

export function indexPattern(
  name: Pattern,
  title: string,
  timeFieldName: string,
  templates: readonly OpenSearchTemplate[],
): SavedObject {
  const fields = new Map(templates.flatMap(fieldsOf).map((field) => [field.name, field]))
  const described = [...fields.values()].map((field) => ({
    name: field.name,
    type: dashboardsType[field.type] ?? 'unknown',
    esTypes: [field.type],
    count: 0,
    scripted: false,
    searchable: true,
    aggregatable: field.type !== 'text',
    readFromDocValues: field.type !== 'text',
  }))
  return {
    id: idOf(`index-${name}`),
    type: 'index-pattern',
    attributes: { title, timeFieldName, fields: JSON.stringify(described) },
    references: [],
  }
}
