/**
 * Drives Chromium and Firefox by Playwright, with one profile for all cases, since each case has an origin of
 * its own.
 */
import type { Browser, BrowserContext, Page } from '@playwright/test'
import type { Engine, Lacks, Tab } from './engine.js'

export function playwrightEngine(browser: Browser, lacks: Lacks): Engine {
  let profile: BrowserContext | undefined
  const current = async () => {
    if (profile !== undefined) return profile
    profile = await browser.newContext()
    // The browser must stay open when a case closes its last tab.
    await profile.newPage()
    return profile
  }

  const tabOf = (page: Page): Tab => {
    return {
      async goto(url) {
        await page.goto(url)
      },
      async reload() {
        await page.reload()
      },
      async back() {
        // A page from the back/forward cache does not load.
        await page.goBack({ waitUntil: 'commit' })
      },
      evaluate<Args extends readonly unknown[], Result>(
        run: (...args: Args) => Result | Promise<Result>,
        ...args: Args
      ) {
        // The function goes as its text, since Playwright passes only one argument.
        return page.evaluate(`(${run})(...${JSON.stringify(args)})`) as Promise<Result>
      },
      async setQuota(bytes) {
        const devtools = await page.context().newCDPSession(page)
        const { origin } = new URL(page.url())
        await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes })
      },
      async close() {
        if (page.isClosed()) return
        await Promise.all([page.waitForEvent('close'), page.close({ runBeforeUnload: true })])
      },
    }
  }

  return {
    name: browser.browserType().name(),
    version: browser.version(),
    lacks,
    newTab: async () => tabOf(await (await current()).newPage()),
    setOffline: async (offline) => (await current()).setOffline(offline),
    async block(address) {
      await (await current()).route(`${address}/**`, (route) => route.abort('blockedbyclient'))
    },
    async reset() {
      await profile?.unrouteAll()
      await profile?.setOffline(false)
      for (const page of profile?.pages().slice(1) ?? []) await page.close()
    },
    close: () => browser.close(),
  }
}
