import { expect, it } from 'vitest'
import { halveUntilAccepted } from './halve.js'

async function refusedOf(items: readonly number[], isRefused: (item: number) => boolean) {
  const accepted: number[] = []
  const refused: number[] = []
  let calls = 0
  const accepts = async (part: readonly number[]) => {
    calls++
    if (part.some(isRefused)) return false
    accepted.push(...part)
    return true
  }
  await halveUntilAccepted(items, accepts, (item) => refused.push(item))
  return { accepted, refused, calls }
}

const items = Array.from({ length: 9 }, (_, index) => index)

it('calls once when all are accepted', async () => {
  expect(await refusedOf(items, () => false)).toEqual({ accepted: items, refused: [], calls: 1 })
  expect((await refusedOf([], () => true)).calls).toBe(0)
})

it('finds what is refused and offers everything else, in order', async () => {
  const { accepted, refused } = await refusedOf(items, (item) => item % 4 === 0)
  expect({ accepted, refused }).toEqual({ accepted: [1, 2, 3, 5, 6, 7], refused: [0, 4, 8] })
})

it('passes any other failure on', async () => {
  const failure = new Error('no')
  await expect(
    halveUntilAccepted(
      items,
      () => Promise.reject(failure),
      () => expect.unreachable(),
    ),
  ).rejects.toBe(failure)
})
