/**
 * Runs the cases of `cases/` in one engine. Each has a site and a collector of its own, and so an origin
 * without stored data. A case that needs what an engine lacks is left out, and the reason is reported.
 */
import { expect } from '@playwright/test'
import { startFakeCollector } from '../conformance/fake-collector.js'
import type { Case, Stage } from './cases/case.js'
import { cases } from './cases/index.js'
import type { Engine, Lacks, Tab } from './engines/engine.js'
import { type EngineTest, note } from './engines/test-in.js'
import { createSite, repositoryFile } from './site.js'

/** Collects errors, as a script that runs first in each page; the test reads them at the end. */
function watch() {
  const complaints: string[] = []
  Reflect.set(window, 'complaints', complaints)
  addEventListener('error', ({ message }) => complaints.push(`error: ${message}`))
  addEventListener('unhandledrejection', ({ reason }) => complaints.push(`unhandled: ${reason}`))
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    complaints.push(`policy: ${violatedDirective} ${blockedURI}`),
  )
}

const scriptOf = (run: () => void) => `(${run})()`

const isLacking = ({ needs }: Case, lacks: Lacks) => needs !== undefined && lacks[needs] !== undefined

export function runCases(test: EngineTest, lacks: Lacks): void {
  test.beforeAll(({ engine: { name } }) => {
    for (const given of cases)
      if (given.needs && lacks[given.needs])
        note({ lacks: `in ${name}: ${given.name}: ${lacks[given.needs]}` })
    if (lacks.offline) note({ lacks: `in ${name}: a browser without a network: ${lacks.offline}` })
  })

  for (const given of cases.filter((one) => !isLacking(one, lacks)))
    test(given.name, ({ engine }) => runCase(engine, given))
}

async function runCase(engine: Engine, { page = '', pages = { '/': page }, ...given }: Case): Promise<void> {
  const collector = await startFakeCollector()
  const tagWith = (attributes: string) => `<!doctype html><html lang="en"><title>Page</title>
    <script src="/watch.js"></script><script src="/before.js"></script>
    <script src="/dist/hushlog.js" ${attributes} data-endpoint="${collector.url}" data-write-key="hlw_page"
    data-auto-track="false" data-flush-interval="100"></script></html>`
  // The first of two attributes with one name counts.
  const site = await createSite(
    {
      ...Object.fromEntries(Object.entries(pages).map(([path, own]) => [path, tagWith(own)])),
      '/other': '<!doctype html><html lang="en"><title>Other</title></html>',
      '/watch.js': scriptOf(watch),
      '/before.js': given.before === undefined ? '' : scriptOf(given.before),
      '/dist/': repositoryFile('packages/sdk-browser/dist/'),
    },
    given.cut ? [] : ['http://127.0.0.1:*'],
  )
  const tabs: Tab[] = []
  const stage: Stage = {
    engine,
    collector,
    site,
    async open(path = '/') {
      const tab = await engine.newTab()
      await tab.goto(site.origin + path)
      tabs.push(tab)
      return { ...tab, close: () => tab.close().then(() => void tabs.splice(tabs.indexOf(tab), 1)) }
    },
    async setOffline(offline) {
      if (engine.lacks.offline === undefined) await engine.setOffline(offline)
      else collector.vanish(offline)
    },
  }
  try {
    await given.run(stage)
    for (const tab of tabs) {
      const complaints = await tab.evaluate(() => (Reflect.get(window, 'complaints') ?? []) as string[])
      expect(complaints.filter((text) => !(given.cut && text.startsWith('policy: connect-src')))).toEqual([])
    }
  } finally {
    await engine.reset()
    await site.close()
    await collector.close()
  }
}
