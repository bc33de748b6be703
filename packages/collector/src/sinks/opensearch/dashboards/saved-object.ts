/** What saved objects of OpenSearch Dashboards are, and how they refer to each other. */

export interface Reference {
  readonly name: string
  readonly type: string
  readonly id: string
}

export interface SavedObject {
  readonly id: string
  readonly type: 'index-pattern' | 'visualization' | 'search' | 'dashboard'
  readonly attributes: Readonly<Record<string, unknown>>
  readonly references: readonly Reference[]
}

export type Pattern = 'events' | 'requests' | 'sessions'

const SOURCE = 'kibanaSavedObjectMeta.searchSourceJSON.index'
export const idOf = (name: string): string => `hushlog-${name}`
export const toPattern = (name: Pattern): Reference => ({
  name: SOURCE,
  type: 'index-pattern',
  id: idOf(`index-${name}`),
})

export const searchSource = JSON.stringify({
  query: { language: 'kuery', query: '' },
  filter: [],
  indexRefName: SOURCE,
})
