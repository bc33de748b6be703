/**
 * Runs the conformance cases in one engine, with the built script. Each has a client and a collector of its
 * own. They run on one page, several at a time, since most of them wait.
 */
import { expect } from '@playwright/test'
import type { Driver } from '../conformance/driver.js'
import { judge } from '../conformance/judge.js'
import { type Case, conformanceCases, observe } from '../conformance/suite.js'
import type { Engine, Tab } from './engines/engine.js'
import type { EngineTest } from './engines/test-in.js'
import { createSite, repositoryFile } from './site.js'

/**
 * Limits how many cases run at a time: a page may have 64 KiB of open keepalive requests, and a client uses
 * up to 16,000 bytes.
 */
const LANES = 4
/** So many milliseconds pass between two checks whether a call has ended. */
const LOOK = 100

type Hush = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>
/** Maps cases to their unmet expectations; a case that was met has none. */
type Missed = Readonly<Record<string, readonly string[]>>
type Outcome = readonly [value: unknown, error?: string]
type Host = {
  hushlog: { createHushlog(options: object): Hush }
  clients: Hush[]
  outcomes: (Outcome | undefined)[]
}

export function runConformance(test: EngineTest): void {
  let missed: Missed

  test.describe('conformance', () => {
    test.beforeAll(async ({ engine }) => {
      // All cases run here, and many of them wait for seconds.
      test.setTimeout(240_000)
      missed = await observeAll(engine)
    })

    for (const { id, description } of conformanceCases)
      test(`${id}: ${description}`, () => {
        expect(missed[id]).toEqual([])
      })
  })
}

/** A person's choice holds for the whole site, so that a case that chooses has a site of its own. */
const isAlone = ({ steps }: Case) => steps.some((step) => 'call' in step)

async function observeAll(engine: Engine): Promise<Missed> {
  const alone = conformanceCases.filter(isAlone).map((given) => [given])
  const groups = [conformanceCases.filter((given) => !isAlone(given)), ...alone]
  const missed: Missed[] = []
  for (const group of groups) missed.push(await observeOnOnePage(engine, group))
  return Object.assign({}, ...missed)
}

async function observeOnOnePage(engine: Engine, cases: readonly Case[]): Promise<Missed> {
  const site = await createSite(
    {
      '/': '<!doctype html><html lang="en"><title>Page</title><script src="/dist/hushlog.js"></script></html>',
      '/dist/': repositoryFile('packages/sdk-browser/dist/'),
    },
    ['http://127.0.0.1:*'],
  )
  const missed: Record<string, readonly string[]> = {}
  try {
    const tab = await engine.newTab()
    await tab.goto(site.origin)
    const driver = await driverOf(tab)
    const waiting = cases.values()
    const lane = async () => {
      for (const given of waiting)
        missed[given.id] = await observe(driver, given).then(
          (seen) => judge(given, seen),
          (error: unknown) => [String(error)],
        )
    }
    await Promise.all(Array.from({ length: LANES }, lane))
  } finally {
    await engine.reset()
    await site.close()
  }
  return missed
}

/** Drives clients on one page, without storage, which keeps more than `shutdown` allows for in the cases. */
async function driverOf(tab: Tab): Promise<Driver> {
  await tab.evaluate(() => {
    const host = window as unknown as Host
    Object.assign(host, { clients: [], outcomes: [] })
  })

  /** Starts a call and polls whether it has ended, since plain WebDriver runs one command at a time. */
  async function call(client: number, method: string, ...args: readonly unknown[]): Promise<unknown> {
    const ticket = await tab.evaluate(
      (index, name, given) => {
        const { clients, outcomes } = window as unknown as Host
        const at = outcomes.push(undefined) - 1
        Promise.resolve(clients[index]?.[name]?.(...given)).then(
          (value) => {
            outcomes[at] = [value]
          },
          (error) => {
            outcomes[at] = [undefined, String(error)]
          },
        )
        return at
      },
      client,
      method,
      args,
    )
    for (;;) {
      // `undefined` does not survive JSON.
      const outcome = await tab.evaluate((at) => (window as unknown as Host).outcomes[at] ?? null, ticket)
      if (outcome !== null) {
        const [value, error] = outcome
        if (error !== undefined) throw new Error(error)
        return value
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK))
    }
  }

  return {
    name: 'sdk-browser',
    async start(options) {
      const client = await tab.evaluate((given) => {
        const { hushlog, clients } = window as unknown as Host
        return clients.push(hushlog.createHushlog({ persist: false, ...given })) - 1
      }, options)
      return {
        call: (method, ...args) => call(client, method, ...args),
        trackMany: (count, event, fields) =>
          tab.evaluate(
            (index, times, name, given) => {
              const hush = (window as unknown as Host).clients[index]
              for (let i = 0; i < times; i++) hush?.track?.(name, given)
            },
            client,
            count,
            event,
            fields,
          ),
      }
    },
  }
}
