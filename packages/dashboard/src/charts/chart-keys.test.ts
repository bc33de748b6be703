import { describe, expect, it } from 'vitest'
import { moveTo } from './chart-keys.js'

describe('keys over a chart', () => {
  it.each([
    ['ArrowRight', undefined, 0],
    ['ArrowRight', 0, 1],
    ['ArrowRight', 4, 4],
    ['ArrowLeft', undefined, 4],
    ['ArrowLeft', 0, 0],
    ['Home', 3, 0],
    ['End', 1, 4],
    ['Tab', 1, undefined],
  ] as const)('%s leads from %s to %s of five points', (key, from, to) => {
    expect(moveTo(key, from, 5)).toBe(to)
  })
})
