import { expect, test } from 'vitest'
import type { NewRecord } from '../log.js'
import { testRecord } from '../records.fixture.js'
import { createAppends, TRANSACTION_RECORDS } from './append.js'
import type { TransactionStep } from './group-commit.js'

test('appends that wait are divided among transactions, so that none takes long', () => {
  const steps: TransactionStep[] = []
  const groupCommit = { add: (step: TransactionStep) => void steps.push(step) }
  const appends = createAppends({ groupCommit } as unknown as Parameters<typeof createAppends>[0])
  const records: NewRecord[] = Array.from({ length: TRANSACTION_RECORDS / 5 }, (_, n) =>
    testRecord({ n: n + 1 }),
  )
  for (let i = 0; i < 12; i++) void appends.append(records)
  expect(steps.map(({ endsTransaction }) => endsTransaction?.())).toEqual([true, true, false])
})
