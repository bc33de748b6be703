import type { SqlValue } from '../../sinks/report-store.js'
import { type Group, isTimeline, type TimelineUnit } from '../language/groups.js'

/** Returns the figure of a row by the values of its groups, as the store gives them. */
export type DerivedFigure = (values: readonly SqlValue[]) => number | null

export const keyOf = (values: readonly SqlValue[]): string => JSON.stringify(values)

/** Returns the unit of a group of hours, days, weeks or months. */
export const timeUnitOf = (group: Group | undefined): TimelineUnit | undefined =>
  group?.kind === 'time' && isTimeline(group.unit) ? group.unit : undefined
