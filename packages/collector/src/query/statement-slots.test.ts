import { expect, test } from 'vitest'
import { createStatementSlots } from './statement-slots.js'

const never = new AbortController().signal

/** Runs statements that end when they are told to, and notes the order in which they begin. */
function createStatements(total: number) {
  const slots = createStatementSlots(total)
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  return {
    begun,
    async ask(reader: string, name: string, signal = never) {
      const release = await slots.acquire(reader, signal)
      begun.push(name)
      ends.set(name, release)
    },
    async end(name: string) {
      ends.get(name)?.()
      await Promise.resolve()
      await Promise.resolve()
    },
  }
}

test('one reader with ten statements has one slot, and another begins at once', async () => {
  const { begun, ask, end } = createStatements(2)
  for (let i = 0; i < 10; i++) void ask('heavy', `heavy ${i}`)
  await ask('quick', 'quick')
  expect(begun).toEqual(['heavy 0', 'quick'])
  await end('heavy 0')
  expect(begun).toEqual(['heavy 0', 'quick', 'heavy 1'])
})

test('the reader that waits longest has the next connection', async () => {
  const { begun, ask, end } = createStatements(1)
  for (const name of ['a1', 'a2', 'a3']) void ask('a', name)
  for (const name of ['b1', 'b2']) void ask('b', name)
  void ask('c', 'c1')
  await Promise.resolve()
  for (let i = 0; i < 5; i++) await end(begun.at(-1) ?? '')
  expect(begun).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3'])
})

test('who leaves the queue takes no connection', async () => {
  const { begun, ask, end } = createStatements(1)
  await ask('a', 'a1')
  const left = new AbortController()
  const waits = ask('b', 'b1', left.signal)
  const next = ask('c', 'c1')
  left.abort()
  await expect(waits).rejects.toThrow()
  await end('a1')
  await next
  expect(begun).toEqual(['a1', 'c1'])
})

test('a reader cannot fill the memory with what waits', async () => {
  const { ask } = createStatements(1)
  await ask('a', 'first')
  for (let i = 0; i < 100; i++) ask('a', `waits ${i}`).catch(() => undefined)
  await expect(ask('a', 'one more')).rejects.toMatchObject({ code: 'overloaded' })
})
