/**
 * The shape of a case that runs in every engine: a page with the SDK, what happens to it, and what must
 * arrive.
 */
import type { FakeCollector, ReceivedEvent } from '../../conformance/fake-collector.js'
import type { Ability, Engine, Tab } from '../engines/engine.js'
import type { Site } from '../site.js'

export interface Case {
  readonly name: string
  /** Holds the attributes of the script tag beside address and key; by path for a case with several pages. */
  readonly page?: string
  readonly pages?: Readonly<Record<string, string>>
  /** A script that runs in each page before the SDK. */
  readonly before?: () => void
  /** True when the page's policy does not let it reach the collector. */
  readonly cut?: boolean
  readonly needs?: Ability
  run(stage: Stage): Promise<void>
}

export interface Stage {
  readonly engine: Engine
  readonly collector: FakeCollector
  readonly site: Site
  /** Opens a tab with the case's page. */
  open(path?: string): Promise<Tab>
  /** Takes the network from the browser, where the engine can; else it stops the collector. */
  setOffline(offline: boolean): Promise<void>
}

export interface Ledger {
  readonly captured: number
  readonly delivered: number
  readonly queued: number
  readonly dropped: Readonly<Record<string, number>>
  readonly recovered?: number
}

type Hush = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>

export const call = (tab: Tab, method: string, ...args: readonly unknown[]) =>
  tab.evaluate(
    (name, given) => (window as unknown as { hushlog: Hush }).hushlog[name]?.(...given),
    method,
    args,
  )

export const stats = (tab: Tab) => call(tab, 'stats') as Promise<Ledger>

export const track = (tab: Tab, label: string, count: number) =>
  tab.evaluate(
    (text, times) => {
      const { hushlog } = window as unknown as { hushlog: Hush }
      for (let i = 0; i < times; i++) hushlog.track?.('cta_clicked', { label: `${text} ${i}` })
    },
    label,
    count,
  )

/** Returns the labels of tracked events. */
export const numbered = (label: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${label} ${i}`).sort()

export const eventsOf = ({ collector }: Stage): readonly ReceivedEvent[] => [...collector.stored.values()]
export const labelsOf = (stage: Stage) =>
  eventsOf(stage)
    .map(({ label }) => label)
    .sort()
export const namesOf = (stage: Stage) => eventsOf(stage).map(({ event }) => event)
/** Returns everything that was sent, repetitions included. */
export const arrivals = ({ collector }: Stage) => collector.requests.flatMap(({ events }) => events)

/** Reads the SDK's IndexedDB of the site as text; a tab has one record. */
export const stored = (tab: Tab) =>
  tab.evaluate(async () => {
    const found: string[] = []
    for (const { name = '' } of await indexedDB.databases()) {
      if (name !== 'hushlog') continue
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name)
        request.onsuccess = () => resolve(request.result)
        request.onerror = reject
      })
      for (const store of Array.from(database.objectStoreNames)) {
        const request = database.transaction(store).objectStore(store).getAll()
        const records: [string, string, unknown[]][] = await new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = reject
        })
        found.push(...records.flatMap(([, , events]) => events.map((event) => JSON.stringify(event))))
      }
      database.close()
    }
    return found
  })

/** Reads what the site stores about the visitor. */
export const traces = (tab: Tab) =>
  tab.evaluate(async () => ({ ...localStorage, databases: (await indexedDB.databases()).length }))
