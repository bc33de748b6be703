/** The SDK's tests in the engines beside Chromium, installed with apt where they are missing. */
import { aptInstall, which } from './provide.mjs'

const engines = [
  {
    project: 'firefox',
    packages: ['firefox-esr'],
    isThere: () => (process.env.FIREFOX ?? which('firefox-esr') ?? which('firefox')) !== undefined,
  },
  {
    project: 'webkit',
    packages: ['webkit2gtk-driver', 'xvfb'],
    isThere: () =>
      (process.env.WEBKIT_DRIVER ?? which('WebKitWebDriver')) !== undefined && which('Xvfb') !== undefined,
  },
]

/** Installs what is missing; answers the stages, one an engine, that can run. */
export function otherBrowsers(run) {
  return engines.flatMap(({ project, packages, isThere }) => {
    if (!isThere()) aptInstall(...packages)
    if (!isThere()) {
      run.missing(`browser tests in ${project}: not found, and apt could not install ${packages.join(', ')}`)
      return []
    }
    const args = ['--config', 'e2e/playwright.config.ts', `--project=${project}`]
    return [() => run.playwright(`Browser tests in ${project}`, args)]
  })
}
