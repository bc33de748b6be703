import { expect, test } from 'vitest'
import type { UnchangedEvent } from './fast-path/event-reader.js'
import { pausingFastPath } from './pausing-fast-path.js'

const source = { text: '', codes: new Uint8Array() }
const unchanged: UnchangedEvent = {
  end: 1,
  json: '{',
  hasText: false,
  id: '',
  event: 'custom',
  ts: '',
  redactions: undefined,
  hasDevice: false,
  sdk: undefined,
}

/** Reads events of which some can take the fast path, and returns which of them were tried. */
function triedOf(count: number, passes: (at: number) => boolean): number[] {
  const tried: number[] = []
  const read = pausingFastPath((_, at) => {
    tried.push(at)
    return passes(at) ? unchanged : undefined
  })
  for (let at = 0; at < count; at++) expect(read(source, at) !== undefined && !passes(at)).toBe(false)
  return tried
}

test('is tried for every event while some of a few pass', () => {
  expect(triedOf(1_000, (at) => at % 10 === 0)).toHaveLength(1_000)
})

test('is seldom tried where event after event fails', () => {
  expect(triedOf(1_000, () => false).length).toBeLessThan(200)
})

test('is tried for every event again once one has passed', () => {
  const tried = triedOf(200, (at) => at >= 100)
  expect(tried.filter((at) => at >= 108)).toHaveLength(92)
})
