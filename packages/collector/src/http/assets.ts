/**
 * Finds the files of other packages that the collector serves: the browser SDK for script tags and the
 * dashboard. They are in `assets` of the packed collector, and in a checkout in the folders of their
 * packages.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../runtime/package-root.js'
import { type BuiltFile, readBuiltFile } from './built-file.js'

const firstThatExists = (paths: readonly string[]): string | undefined =>
  paths.find((path) => existsSync(path))

/**
 * @param folder holds `hushlog.js`; by default it is searched where the packages put it
 * @returns undefined when the script was not built
 */
export const readBrowserScript = (folder?: string): BuiltFile | undefined => {
  const root = packageRoot()
  const path = firstThatExists(
    folder === undefined
      ? [join(root, 'assets/hushlog.js'), join(root, '../sdk-browser/dist/hushlog.js')]
      : [join(folder, 'hushlog.js')],
  )
  return path === undefined ? undefined : readBuiltFile(path)
}

/**
 * @param folder holds `dashboard`; by default it is searched where the packages put it
 * @returns the folder of `index.html` and `assets`; undefined when the dashboard was not built
 */
export const findDashboard = (folder?: string): string | undefined => {
  const root = packageRoot()
  return firstThatExists(
    folder === undefined
      ? [join(root, 'assets/dashboard'), join(root, '../dashboard/dist')]
      : [join(folder, 'dashboard')],
  )
}
