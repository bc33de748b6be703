/** `GET /v1/catalogue`: what can be asked. It is large, and loaded when something needs it. */
import type { Unit } from './query.js'
import { getJson } from './request.js'

export interface CatalogueMetric {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly unit: Unit
  readonly better: 'higher' | 'lower' | null
  /** Names the events that the metric reads. */
  readonly events: readonly string[]
}

export interface CatalogueDimension {
  readonly id: string
  readonly title: string
  readonly type: 'text' | 'boolean' | 'list'
  readonly description: string
  /** Ids of the metrics that it goes with. */
  readonly metrics: readonly string[]
}

export interface Catalogue {
  readonly metrics: readonly CatalogueMetric[]
  readonly dimensions: readonly CatalogueDimension[]
}

let loading: Promise<Catalogue> | undefined

/** Returns the catalogue, which is fetched once. @throws ApiError */
export function loadCatalogue(): Promise<Catalogue> {
  loading ??= getJson<Catalogue>('/v1/catalogue').catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}
