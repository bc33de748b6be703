/**
 * Finds the files of other packages that the collector serves: the browser SDK for script tags and the
 * dashboard. They are in `assets` of the packed collector, and in a checkout in the folders of their
 * packages.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../runtime/package-root.js'

const firstThatExists = (paths: readonly string[]): string | undefined =>
  paths.find((path) => existsSync(path))

export interface Script {
  readonly body: Buffer
  readonly etag: string
}

/**
 * @param folder holds `hushlog.js`; by default it is searched where the packages put it
 * @returns undefined when the script was not built
 */
export const readBrowserScript = (folder?: string): Script | undefined => {
  const root = packageRoot()
  const path = firstThatExists(
    folder === undefined
      ? [join(root, 'assets/hushlog.js'), join(root, '../sdk-browser/dist/hushlog.js')]
      : [join(folder, 'hushlog.js')],
  )
  if (path === undefined) return undefined
  const body = readFileSync(path)
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"` }
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
