/** Prepares the SDK's tests in the engines beside Chromium, which apt installs where they are missing. */
import { findFirefox, findWebKit } from '../../e2e/browser/engines/find.mjs'
import { aptInstall } from './provide.mjs'

const engines = [
  { project: 'firefox', packages: ['firefox-esr'], find: findFirefox },
  { project: 'webkit', packages: ['webkit2gtk-driver', 'xvfb'], find: findWebKit },
]

/** Installs missing engines, and returns a stage for each engine that can run. */
export function otherBrowsers(run) {
  return engines.flatMap(({ project, packages, find }) => {
    if (find() === undefined) aptInstall(...packages)
    if (find() === undefined) {
      run.missing(`browser tests in ${project}: not found, and apt could not install ${packages.join(', ')}`)
      return []
    }
    const args = ['--config', 'e2e/playwright.config.ts', `--project=${project}`]
    return [() => run.playwright(`Browser tests in ${project}`, args)]
  })
}
