/** How Playwright starts the system's own browsers. Everything under test is on loopback; their own services are off. */
import { findChromium, findFirefox } from './find.mjs'

const at = (executablePath: string | undefined) => (executablePath === undefined ? {} : { executablePath })

export const chromiumLaunch = () => ({
  ...at(findChromium()),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    // A seventh of the processor time: no process that draws, since nobody looks.
    '--disable-software-rasterizer',
    '--in-process-gpu',
    '--disable-extensions',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})

/** Over WebDriver BiDi, which an unpatched Firefox speaks. */
export const FIREFOX_CHANNEL = 'moz-firefox'

export const firefoxLaunch = () => ({ ...at(findFirefox()), channel: FIREFOX_CHANNEL })
