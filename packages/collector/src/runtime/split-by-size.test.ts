import { expect, it } from 'vitest'
import { splitBySize } from './split-by-size.js'

const split = (sizes: readonly number[]) => splitBySize(sizes, { items: 3, bytes: 10 }, (size) => size)

it('fills each part as far as both limits allow', () => {
  expect(split([1, 1, 1, 1, 9, 2, 8])).toEqual([
    [1, 1, 1],
    [1, 9],
    [2, 8],
  ])
  expect(split([])).toEqual([])
})

it('gives an item that is too large a part of its own', () => {
  expect(split([1, 11, 1])).toEqual([[1], [11], [1]])
})
