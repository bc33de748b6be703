/**
 * Lists cases of storage that is refused, full or turned off: events are delivered all the same, and the page
 * sees no error.
 */
import { expect } from '@playwright/test'
import { type Case, labelsOf, numbered, stats, stored, traces, track } from './case.js'

const refusals: Readonly<Record<string, () => void>> = {
  'IndexedDB and localStorage throw': () => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    Object.defineProperty(window, 'indexedDB', { get: refuse })
    Object.defineProperty(window, 'localStorage', { get: refuse })
  },
  'IndexedDB never answers': () => {
    IDBFactory.prototype.open = () => ({}) as IDBOpenDBRequest
  },
  'the quota is used up': () => {
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    IDBObjectStore.prototype.put = full
    Storage.prototype.setItem = full
  },
  'there are no locks': () => {
    Object.defineProperty(navigator, 'locks', { value: undefined })
  },
  'locks are refused': () => {
    LockManager.prototype.request = () => Promise.reject(new DOMException('denied', 'SecurityError'))
  },
}

export const storageCases: readonly Case[] = [
  ...Object.entries(refusals).map(
    ([name, before]): Case => ({
      name: `delivers all the same when ${name}`,
      before,
      async run(stage) {
        const tab = await stage.open()
        await track(tab, 'refused', 5)
        // The second event comes after the first write was attempted.
        await expect.poll(() => labelsOf(stage)).toHaveLength(5)
        await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 600)))
        await track(tab, 'later', 5)
        await expect.poll(() => labelsOf(stage)).toHaveLength(10)
        await tab.evaluate(() => {
          dispatchEvent(new Event('pagehide'))
        })
        await expect.poll(() => stats(tab)).toMatchObject({ captured: 10, delivered: 10 })
      },
    }),
  ),
  {
    name: 'events that do not fit into the quota wait in memory, and all events arrive',
    needs: 'quota',
    async run(stage) {
      // The quota is set before anything is stored, since the browser reads it only now and then.
      const other = await stage.open('/other')
      await other.setQuota(100_000)
      const tab = await stage.open()
      // The page's own data fills the quota.
      const refused = await tab.evaluate(async () => {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open('of the page')
          request.onupgradeneeded = () => request.result.createObjectStore('of the page')
          request.onsuccess = () => resolve(request.result)
          request.onerror = reject
        })
        for (let i = 0; i < 600; i++) {
          await new Promise((resolve) => setTimeout(resolve, 25))
          const transaction = database.transaction('of the page', 'readwrite')
          transaction.objectStore('of the page').put('x'.repeat(20_000), i)
          const error = await new Promise((resolve) => {
            transaction.oncomplete = () => resolve(undefined)
            transaction.onabort = () => resolve(transaction.error?.name)
          })
          if (error !== undefined) return error
        }
        return undefined
      })
      expect(refused).toBe('QuotaExceededError')
      stage.collector.vanish(true)
      await track(tab, 'full', 200)
      await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)))
      expect(await stored(tab)).toEqual([])
      expect(await stats(tab)).toMatchObject({ captured: 200, queued: 200, dropped: {} })
      stage.collector.vanish(false)
      await expect.poll(() => labelsOf(stage), { timeout: 60_000 }).toEqual(numbered('full', 200))
    },
  },
  {
    name: 'nothing is stored with persist: false',
    page: 'data-persist="false"',
    async run(stage) {
      const tab = await stage.open()
      await track(tab, 'memory', 3)
      await expect.poll(() => labelsOf(stage)).toHaveLength(3)
      expect(await traces(tab)).toMatchObject({ databases: 0 })
    },
  },
]
