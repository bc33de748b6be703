import { expect, test } from 'vitest'
import { createGroupCommit } from './group-commit.js'
import type { LogState } from './state.js'
import type { Store } from './store.js'

/** Notes which steps ran in each transaction. */
const setUp = () => {
  const transactions: string[][] = []
  const env = {
    async childTransaction(run: () => void) {
      await Promise.resolve()
      transactions.push([])
      run()
    },
  }
  // Steps that leave the state as it is need nothing else of a store.
  const groupCommit = createGroupCommit({ env } as unknown as Store, {} as LogState)
  const committed: string[] = []
  const step = (name: string, isLarge = false) => ({
    endsTransaction: () => isLarge,
    run(state: LogState) {
      transactions.at(-1)?.push(name)
      return state
    },
    committed: () => void committed.push(name),
    failed: (error: unknown) => void committed.push(`${name} failed: ${error}`),
  })
  return { transactions, committed, groupCommit, step }
}

test('what waits shares a transaction up to a step that is large enough, also when the log closes', async () => {
  const { transactions, committed, groupCommit, step } = setUp()
  groupCommit.addLazily(step('trim'))
  groupCommit.add(step('full', true))
  groupCommit.add(step('full too', true))
  groupCommit.add(step('a'))
  groupCommit.add(step('b'))
  await groupCommit.close()
  expect(transactions).toEqual([['trim', 'full'], ['full too'], ['a', 'b']])
  expect(committed).toEqual(['trim', 'full', 'full too', 'a', 'b'])
  groupCommit.add(step('late'))
  expect(committed.at(-1)).toBe('late failed: Error: the log is closed')
})
