import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askRepeatedly } from './ask-repeatedly.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function start() {
  const waiting: {
    resolve: (answer: number) => void
    reject: (error: Error) => void
    signal: AbortSignal
  }[] = []
  const heard: unknown[] = []
  const asking = askRepeatedly<number>({
    ask: (signal) => new Promise((resolve, reject) => waiting.push({ resolve, reject, signal })),
    onAnswer: (answer) => heard.push(answer),
    onError: (error) => heard.push((error as Error).message),
  })
  return { waiting, heard, asking }
}
const settled = () => vi.advanceTimersByTimeAsync(0)

describe('a question that is repeated', () => {
  it('is asked once more after the answer under way, however many changes came', async () => {
    const { waiting, heard, asking } = start()
    asking.again()
    asking.again()
    expect(waiting).toHaveLength(1)
    waiting[0]?.resolve(1)
    await settled()
    expect(waiting).toHaveLength(2)
    waiting[1]?.resolve(2)
    await settled()
    expect(waiting).toHaveLength(2)
    expect(heard).toEqual([1, 2])
  })

  it('is asked again some seconds after a failure', async () => {
    const { waiting, heard } = start()
    waiting[0]?.reject(new Error('busy'))
    await vi.advanceTimersByTimeAsync(4_000)
    expect(waiting).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(waiting).toHaveLength(2)
    expect(heard).toEqual(['busy'])
  })

  it('is given up, and not heard of any more', async () => {
    const { waiting, heard, asking } = start()
    asking.stop()
    expect(waiting[0]?.signal.aborted).toBe(true)
    waiting[0]?.resolve(1)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(heard).toEqual([])
    expect(waiting).toHaveLength(1)
  })
})
