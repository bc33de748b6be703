/** The labels of the groups in which an event is. */
import type { Group } from '../language/groups.js'
import { numberOf, type RawEvent, type Scalar, valuesOf } from './raw-event.fixture.js'
import { timeLabel } from './zone.fixture.js'

export type Values = readonly Scalar[]

/** Returns several labels for a list, and null for a missing value. */
export function labelsOf(event: RawEvent, group: Group, zone: string): Values {
  switch (group.kind) {
    case 'time':
      return [timeLabel(group.unit, event.time, zone)]
    case 'property':
    case 'value': {
      const values = valuesOf(event, group.id)
      return values.length === 0 ? [null] : values
    }
    case 'bucket': {
      const value = numberOf(event, group.measure.name)
      const [least] = group.edges
      if (value === null) return [null]
      return [group.edges.findLast((edge) => edge <= value) ?? `< ${least}`]
    }
  }
}

/** Returns each combination of one value of each list. */
export const combine = (lists: readonly Values[]): readonly Values[] =>
  lists.reduce<readonly Values[]>(
    (made, list) => made.flatMap((before) => list.map((value) => [...before, value])),
    [[]],
  )
