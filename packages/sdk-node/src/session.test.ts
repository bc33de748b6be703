import { expect, test } from 'vitest'
import { currentSession, withSession } from './session.js'

test('follows the code that it was started in, and ends with it', async () => {
  const seen: (string | undefined)[] = []
  const result = await withSession('outer', async () => {
    seen.push(currentSession())
    await Promise.all([
      withSession('inner', async () => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        seen.push(currentSession())
      }),
      new Promise<void>((resolve) =>
        setTimeout(() => {
          seen.push(currentSession())
          resolve()
        }, 1),
      ),
    ])
    return 7
  })
  expect(seen).toEqual(['outer', 'outer', 'inner'])
  expect(result).toBe(7)
  expect(currentSession()).toBeUndefined()
})
