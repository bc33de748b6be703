import { expect, test } from 'vitest'
import type { Problem } from '../http/problem.js'
import { createInFlightBytes } from './in-flight-bytes.js'

const setUp = (limit: number) => {
  const clock = { now: 0 }
  const inFlight = createInFlightBytes(limit, () => clock.now)
  const gaveWay: string[] = []
  const begin = (owner: string, name = owner) =>
    inFlight.begin(owner, (problem: Problem) => gaveWay.push(`${name}: ${problem.code}`))
  return { clock, begin, gaveWay }
}
const refused = expect.objectContaining({ code: 'overloaded', status: 503 })

test('a body gives way that another key’s body needs the memory of', () => {
  const { begin, gaveWay } = setUp(100)
  begin('attacker', 'a').reserve(50)
  begin('attacker', 'b').reserve(50)
  begin('honest').reserve(10)
  expect(gaveWay).toEqual(['a: overloaded'])
  begin('honest').reserve(40)
  expect(gaveWay).toHaveLength(1)
})

test('of the bodies of one key the slowest gives way, the complete ones last', () => {
  const { clock, begin, gaveWay } = setUp(100)
  const complete = begin('k', 'complete')
  complete.reserve(20)
  complete.complete()
  begin('k', 'stalled').reserve(50)
  clock.now = 10_000
  const slow = begin('k', 'slow')
  clock.now = 12_000
  slow.reserve(30)
  begin('k', 'next').reserve(50)
  expect(gaveWay).toEqual(['stalled: overloaded'])
  begin('k', 'last').reserve(30)
  expect(gaveWay).toEqual(['stalled: overloaded', 'slow: overloaded'])
})

test('a body that is the slowest itself is refused, and holds nothing then', () => {
  const { clock, begin, gaveWay } = setUp(100)
  const own = begin('k', 'own')
  own.reserve(10)
  clock.now = 60_000
  begin('k', 'fast').reserve(80)
  expect(() => own.reserve(20)).toThrow(refused)
  own.release()
  begin('k', 'other').reserve(20)
  expect(gaveWay).toEqual([])
})

test('memory that was given back is free, however often it is given back', () => {
  const { begin, gaveWay } = setUp(100)
  const first = begin('a')
  first.reserve(100)
  first.release()
  first.release()
  begin('b').reserve(100)
  begin('c').reserve(1)
  expect(gaveWay).toEqual(['b: overloaded'])
})
