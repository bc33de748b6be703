import { setImmediate as tick } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createMutex, createNotifier, forEachLimit } from './concurrency.js'

const none = new AbortController().signal

describe('createMutex', () => {
  it('runs one piece of work after the other, also after a failure', async () => {
    const { run } = createMutex()
    const steps: string[] = []
    const work = (name: string, failure?: Error) => async () => {
      steps.push(`${name} begins`)
      await tick()
      steps.push(`${name} ends`)
      if (failure) throw failure
      return name
    }
    const results = await Promise.allSettled([run(work('a', new Error('no'))), run(work('b'))])
    expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
  })
})

describe('forEachLimit', () => {
  it('works on so many items at a time', async () => {
    let active = 0
    let most = 0
    const done: number[] = []
    await forEachLimit([1, 2, 3, 4, 5], 2, none, async (item) => {
      most = Math.max(most, ++active)
      await tick()
      active--
      done.push(item)
    })
    expect({ most, done: done.sort() }).toEqual({ most: 2, done: [1, 2, 3, 4, 5] })
  })

  it('aborts and awaits the others when one fails', async () => {
    let isAborted = false
    const failure = new Error('no')
    const work = async (item: string, signal: AbortSignal) => {
      if (item === 'fails') throw failure
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      isAborted = true
    }
    await expect(forEachLimit(['waits', 'fails', 'never begun'], 2, none, work)).rejects.toBe(failure)
    expect(isAborted).toBe(true)
  })

  it('throws the reason of the signal', async () => {
    const reason = new Error('stopped')
    const work = async () => expect.unreachable()
    await expect(forEachLimit([1], 1, AbortSignal.abort(reason), work)).rejects.toBe(reason)
  })
})

describe('createNotifier', () => {
  it('keeps a notice for the next wait', async () => {
    const { notify, wait } = createNotifier()
    notify()
    notify()
    await wait()
    let woken = false
    const waiting = wait().then(() => {
      woken = true
    })
    await tick()
    expect(woken).toBe(false)
    notify()
    await waiting
  })
})
