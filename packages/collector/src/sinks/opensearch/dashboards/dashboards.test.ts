import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { opensearchRetentionPolicy } from '@hushlog/schema/tables'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../../runtime/package-root.js'
import { member } from '../connection.js'
import { byId, objects, parsed, patternOf } from './dashboards.fixture.js'
import { dashboardObjects, dashboardsFile } from './dashboards.js'

const deployed = (name: string) => join(packageRoot(), '../../deploy/opensearch', name)

describe('saved objects of OpenSearch Dashboards', () => {
  it('are in deploy, with the policy that deletes old indices', async () => {
    // Written anew by `vitest run -u`.
    await expect(dashboardsFile(objects)).toMatchFileSnapshot(deployed('dashboards.ndjson'))
    const { body } = opensearchRetentionPolicy({ retentionDays: 90 })
    expect(parsed(readFileSync(deployed('retention-policy.json'), 'utf8'))).toEqual(body)
  })

  it('refer to each other and to nothing else', () => {
    expect(new Set(objects.map(({ id }) => id)).size).toBe(objects.length)
    for (const { references, attributes } of objects) {
      for (const { type, id } of references) expect(byId(id)?.type).toBe(type)
      if (attributes.panelsJSON === undefined) continue
      const panels = parsed(attributes.panelsJSON)
      const names = Array.isArray(panels) ? panels.map((panel) => member(panel, 'panelRefName')) : []
      expect(names).toEqual(references.map(({ name }) => name))
      expect(names).toHaveLength(9)
    }
  })

  it('name only fields that the index templates have', () => {
    const used: string[] = []
    const check = (fields: ReadonlySet<string>, name: unknown) => {
      used.push(String(name))
      expect(fields).toContain(name)
    }
    for (const object of objects) {
      const { title, fields } = patternOf(object)
      if (object.type === 'index-pattern') {
        const described = parsed(object.attributes.fields)
        const names = Array.isArray(described) ? described.map((field) => member(field, 'name')) : []
        expect(names).toContain(object.attributes.timeFieldName)
        expect(names.length).toBeGreaterThan(10)
      }
      if (object.type === 'search') {
        const { columns, sort } = object.attributes
        for (const name of Array.isArray(columns) ? columns : []) check(fields, name)
        check(fields, member(sort, 0, 0))
        expect(title).not.toBe('')
      }
      const aggs = member(parsed(object.attributes.visState ?? '{}'), 'aggs')
      for (const agg of Array.isArray(aggs) ? aggs : [])
        if (member(agg, 'type') !== 'count') check(fields, member(agg, 'params', 'field'))
    }
    expect(used.length).toBeGreaterThan(25)
  })

  it('have the prefix of the indices', () => {
    const ours = dashboardObjects({ indexPrefix: 'acme-' })
    expect(new Set([...ours, ...objects].map(({ id }) => id)).size).toBe(2 * objects.length)
    for (const { references } of ours)
      for (const { type, id } of references) expect(ours.find((object) => object.id === id)?.type).toBe(type)
    const text = dashboardsFile(ours)
    expect(text).toContain('"acme-request-events-*,acme-hushlog-events-*"')
    expect(text).not.toMatch(/[",]request-events/)
  })
})
