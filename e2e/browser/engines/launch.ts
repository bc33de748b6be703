/**
 * Says how Playwright starts the browsers of the system. Their own services are off; tests use only the
 * loopback.
 */
import { findChromium, findFirefox } from './find.mjs'

const at = (executablePath: string | undefined) => (executablePath === undefined ? {} : { executablePath })

export const chromiumLaunch = () => ({
  ...at(findChromium()),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    // Without a process that draws, the browser takes a seventh less processor time.
    '--disable-software-rasterizer',
    '--in-process-gpu',
    '--disable-extensions',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})

/** Playwright uses WebDriver BiDi, which an unpatched Firefox supports. */
export const FIREFOX_CHANNEL = 'moz-firefox'

export const firefoxLaunch = () => ({ ...at(findFirefox()), channel: FIREFOX_CHANNEL })
