/** Finds the browsers: where the environment says, else where the system has them. */
import { execFileSync } from 'node:child_process'

/** @param {string} command @param {readonly string[]} args */
function outputOf(command, ...args) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return undefined // The program does not exist, or failed.
  }
}

/** Returns the path of the first program that exists. @param {readonly string[]} names */
export const onPath = (...names) =>
  names.map((name) => outputOf('sh', '-c', `command -v ${name}`)?.trim()).find((path) => path !== undefined)

export const findChromium = () =>
  process.env.CHROMIUM || onPath('chromium', 'chromium-browser', 'google-chrome')

export const findFirefox = () => process.env.FIREFOX ?? onPath('firefox-esr', 'firefox')

/** Finds WebKit's programs. Debian's MiniBrowser is not on PATH, but its package knows the path. */
export function findWebKit() {
  const driver = process.env.WEBKIT_DRIVER ?? onPath('WebKitWebDriver')
  const browser =
    process.env.MINIBROWSER ??
    outputOf('dpkg', '-S', '*/MiniBrowser')
      ?.split('\n')
      .map((line) => line.replace(/^.*: /, ''))
      .find((path) => path.startsWith('/'))
  if (driver === undefined || browser === undefined || onPath('Xvfb') === undefined) return undefined
  return { driver, browser }
}
