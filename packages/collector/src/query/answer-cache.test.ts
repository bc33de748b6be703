import { expect, test } from 'vitest'
import { createAnswerCache } from './answer-cache.js'

const here = new AbortController().signal

function createTested(lifetimeMs = 0) {
  let time = 0
  let change: () => void = () => undefined
  let computed = 0
  const cache = createAnswerCache({
    lifetimeMs,
    now: () => time,
    onChange: (listener) => {
      change = listener
    },
  })
  return {
    cache,
    computed: () => computed,
    change: () => change(),
    pass: (ms: number) => {
      time += ms
    },
    ask: (query: string, meaning = 'now', bytes = 10) =>
      cache.get({ query, meaning }, here, async () => {
        computed++
        return { body: Buffer.alloc(bytes), rows: 1 }
      }),
  }
}

test('an answer is kept while the store is unchanged and the query means the same', async () => {
  const { ask, change, pass, computed } = createTested()
  await ask('a')
  pass(60_000)
  await ask('a')
  expect(computed()).toBe(1)
  await ask('a', 'an hour later')
  expect(computed()).toBe(2)
  change()
  await ask('a', 'an hour later')
  expect(computed()).toBe(3)
})

test('a store that changes all the time is asked once in a lifetime', async () => {
  const { ask, change, pass, computed } = createTested(5_000)
  for (let second = 0; second < 10; second++) {
    await ask('a', String(second))
    change()
    pass(1_000)
  }
  expect(computed()).toBe(2)
})

test('other queries, such as those of other tenants, have other answers', async () => {
  const { ask, computed } = createTested()
  await ask('acme')
  await ask('globex')
  expect(computed()).toBe(2)
})

test('answers have a limit in bytes; what was asked for least recently goes first, and a large one is not kept', async () => {
  const { ask, computed } = createTested()
  const large = 2 * 1024 * 1024
  await ask('huge', 'now', large + 1)
  await ask('huge', 'now', large + 1)
  expect(computed()).toBe(2)
  for (let i = 0; i < 8; i++) await ask(`large ${i}`, 'now', large)
  await ask('large 0')
  expect(computed()).toBe(10)
  await ask('one more', 'now', large)
  await ask('large 0')
  expect(computed()).toBe(11)
  await ask('large 1', 'now', large)
  expect(computed()).toBe(12)
})

test('who waits for the answer of somebody that leaves computes it anew', async () => {
  const { cache } = createTested()
  const key = { query: 'a', meaning: 'now' }
  let fail: (reason: Error) => void = () => undefined
  const first = cache.get(key, AbortSignal.abort(), () => new Promise((_, reject) => (fail = reject)))
  const second = cache.get(key, here, async () => ({ body: Buffer.from('mine'), rows: 0 }))
  fail(new Error('left'))
  await expect(first).rejects.toThrow('left')
  expect(String((await second).body)).toBe('mine')
})

test('a failure is not kept', async () => {
  const { cache, ask, computed } = createTested()
  const failing = cache.get({ query: 'a', meaning: 'now' }, here, () => Promise.reject(new Error('failed')))
  await expect(failing).rejects.toThrow('failed')
  await ask('a')
  expect(computed()).toBe(1)
})
