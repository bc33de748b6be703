/** Builds saved objects of OpenSearch Dashboards and their references to each other. */

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

const EVERYTHING = { query: { language: 'kuery', query: '' }, filter: [] } as const

export const searchSource = JSON.stringify({ ...EVERYTHING, indexRefName: SOURCE })

/** @param pattern the indices that it reads; a Vega chart has none, since it contains its query */
export const visualization = (name: string, visState: { title: string }, pattern?: Pattern): SavedObject => ({
  id: idOf(name),
  type: 'visualization',
  attributes: {
    title: visState.title,
    description: '',
    version: 1,
    uiStateJSON: '{}',
    visState: JSON.stringify(visState),
    kibanaSavedObjectMeta: {
      searchSourceJSON: pattern === undefined ? JSON.stringify(EVERYTHING) : searchSource,
    },
  },
  references: pattern === undefined ? [] : [toPattern(pattern)],
})
