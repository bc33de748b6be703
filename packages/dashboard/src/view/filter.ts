/** Adds and removes the filters that a reader chooses by a click on a value. */
import type { Filter } from './view.js'

export type DimensionValue = string | number | boolean | null

/** A missing value is a value of its own, which no text equals. */
export const filterFor = (dimension: string, value: DimensionValue): Filter =>
  value === null ? ['is_null', dimension] : ['is', dimension, [value]]

const same = (a: Filter, b: Filter) => JSON.stringify(a) === JSON.stringify(b)

export const hasFilter = (filters: readonly Filter[], filter: Filter) =>
  filters.some((each) => same(each, filter))

/** Adds the filter, or removes it when it is there already. */
export const toggleFilter = (filters: readonly Filter[], filter: Filter): readonly Filter[] =>
  hasFilter(filters, filter) ? filters.filter((each) => !same(each, filter)) : [...filters, filter]

/** Only dimensions of single values can be filtered; parts of time and buckets of numbers are ranges. */
export const isFilterable = (dimension: string) => !dimension.includes(':') && dimension !== 'tenant'
