import { expect, test } from 'vitest'
import { currentScope, withContext, withSession } from './scope.js'

const session = () => currentScope().session_id

test('a scope follows awaits and callbacks, and ends with its function', async () => {
  const later = () => new Promise((resolve) => setTimeout(resolve, 1))
  const seen = async () => {
    const before = session()
    await later()
    return [before, session()]
  }
  const result = await withSession('outer', () => Promise.all([withSession('inner', seen), seen()]))
  expect(result).toEqual([
    ['inner', 'inner'],
    ['outer', 'outer'],
  ])
  expect(currentScope()).toEqual({})
})

test('a field that is not given is taken from the surrounding scope', () => {
  withContext({ sessionId: 's', traceId: 't' }, () => {
    withContext({ ticketId: 'k', traceId: 'u' }, () => {
      expect(currentScope()).toEqual({ session_id: 's', trace_id: 'u', ticket_id: 'k' })
    })
    expect(currentScope()).toEqual({ session_id: 's', trace_id: 't', ticket_id: undefined })
  })
})
