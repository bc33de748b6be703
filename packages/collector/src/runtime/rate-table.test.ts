import { describe, expect, test } from 'vitest'
import { createRateTable } from './rate-table.js'

const RATE = { burst: 10, perSecond: 2 }

function tableAt(start = 0) {
  const clock = { ms: start }
  return { clock, table: createRateTable(RATE, () => clock.ms) }
}

describe('one key', () => {
  test('may send a burst at once, and then so many a second', () => {
    const { clock, table } = tableAt()
    const cells = table.cellsOf('a')
    table.add(cells, 10)
    expect(table.secondsUntil(cells, 1)).toBe(1)
    expect(table.secondsUntil(cells, 10)).toBe(5)
    clock.ms += 500
    expect(table.secondsUntil(cells, 1)).toBe(0)
    expect(table.secondsUntil(cells, 2)).toBe(1)
    clock.ms += 4500
    expect(table.secondsUntil(cells, 10)).toBe(0)
  })

  test('may send more than a burst when it was quiet, and pays for it', () => {
    const { clock, table } = tableAt(5000)
    const cells = table.cellsOf('a')
    expect(table.secondsUntil(cells, 30)).toBe(0)
    table.add(cells, 30)
    expect(table.secondsUntil(cells, 1)).toBe(11)
    clock.ms += 10_500
    expect(table.secondsUntil(cells, 1)).toBe(0)
  })
})

test('other keys are not affected, and a million invented ones neither free a key nor block another', () => {
  const { clock, table } = tableAt()
  const over = table.cellsOf('over')
  table.add(over, 100)
  // Together they send 500,000 events in 50 seconds: as much as a collector takes.
  for (let i = 0; i < 1_000_000; i++) {
    clock.ms += 0.05
    if (i % 2 === 0) table.add(table.cellsOf(`invented-${i}`), 1)
  }
  // What `over` sent in excess is paid back after 50 seconds, and not before.
  table.add(over, 100)
  expect(table.secondsUntil(over, 1)).toBeGreaterThan(40)
  const blocked = Array.from({ length: 1000 }, (_, i) => table.secondsUntil(table.cellsOf(`honest-${i}`), 5))
  expect(blocked.filter((seconds) => seconds > 0)).toEqual([])
})

test('nobody outside knows which keys share a cell', () => {
  const first = createRateTable(RATE).cellsOf('a')
  expect(createRateTable(RATE).cellsOf('a')).not.toEqual(first)
})
