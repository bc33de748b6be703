/** Where the browsers are: as the environment says, else as the system has them. */
import { execFileSync } from 'node:child_process'

function answer(command: string, ...args: readonly string[]): string | undefined {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    // Not there, or it does not know.
    return undefined
  }
}

const onPath = (...names: readonly string[]) =>
  names.map((name) => answer('sh', '-c', `command -v ${name}`)?.trim()).find((path) => path !== undefined)

export const findChromium = () =>
  process.env.CHROMIUM ?? onPath('chromium', 'chromium-browser', 'google-chrome')

export const findFirefox = () => process.env.FIREFOX ?? onPath('firefox-esr', 'firefox')

/** Debian's MiniBrowser is in no folder of the PATH; the package knows where. */
export function findWebKit(): { readonly driver: string; readonly browser: string } | undefined {
  const driver = process.env.WEBKIT_DRIVER ?? onPath('WebKitWebDriver')
  const browser =
    process.env.MINIBROWSER ??
    answer('dpkg', '-S', '*/MiniBrowser')
      ?.split('\n')
      .map((line) => line.replace(/^.*: /, ''))
      .find((path) => path.startsWith('/'))
  if (driver === undefined || browser === undefined || onPath('Xvfb') === undefined) return undefined
  return { driver, browser }
}
