import { expect, test } from 'vitest'
import { currentScope, withContext, withSession } from './scope.js'

const session = () => currentScope().session_id

test('follows the code that it was started in, and ends with it', async () => {
  const seen: (string | undefined)[] = []
  const result = await withSession('outer', async () => {
    seen.push(session())
    await Promise.all([
      withSession('inner', async () => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        seen.push(session())
      }),
      new Promise<void>((resolve) =>
        setTimeout(() => {
          seen.push(session())
          resolve()
        }, 1),
      ),
    ])
    return 7
  })
  expect(seen).toEqual(['outer', 'outer', 'inner'])
  expect(result).toBe(7)
  expect(currentScope()).toEqual({})
})

test('what is not given stays as it is around it', () => {
  withContext({ sessionId: 's', traceId: 't' }, () => {
    withContext({ ticketId: 'k', traceId: 'u' }, () => {
      expect(currentScope()).toEqual({ session_id: 's', trace_id: 'u', ticket_id: 'k' })
    })
    expect(currentScope()).toEqual({ session_id: 's', trace_id: 't', ticket_id: undefined })
  })
})
