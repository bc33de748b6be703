import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
// @ts-expect-error the generator is plain JavaScript
import { buildModel, readSchemas } from './model.mjs'
// @ts-expect-error the generator is plain JavaScript
import { describeInBrief } from './outputs/policy.mjs'
// @ts-expect-error the generator is plain JavaScript
import { arrange, ORDER, readOrder, writeOrder } from './page-order.mjs'

const model = buildModel(readSchemas(join(import.meta.dirname, '../schemas')))
const named = (...names: string[]) => names.map((name) => ({ name }))
/** In no order but that of a name and its fields. */
const sorted = (entries: string[][]) => entries.map(([name, ...fields]) => [name, ...fields.sort()]).sort()

it('puts what the order names first, and leaves the rest as it came', () => {
  expect(arrange(named('a', 'b', 'c', 'd'), ['d', 'gone', 'b'])).toEqual(named('d', 'b', 'a', 'c'))
  expect(arrange(named('b', 'a'))).toEqual(named('b', 'a'))
})

it('changes the order of the catalogue in pages, and nothing else', () => {
  const ordered = describeInBrief(model)
  const asItCame = describeInBrief(model, new Map())
  expect(ordered.events).not.toEqual(asItCame.events)
  for (const part of ['events', 'objects']) expect(sorted(ordered[part])).toEqual(sorted(asItCame[part]))
  expect([...ordered.envelope].sort()).toEqual([...asItCame.envelope].sort())
})

it('is written as it is read', () => {
  expect(writeOrder(readOrder())).toBe(readFileSync(ORDER, 'utf8'))
})
