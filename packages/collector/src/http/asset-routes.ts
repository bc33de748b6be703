/** The routes of files that other packages build: the browser SDK for script tags and the dashboard. */
import { join } from 'node:path'
import { findDashboard, readBrowserScript } from './assets.js'
import { type BuiltFile, readBuiltFile, readBuiltFiles, sendBuiltFile } from './built-file.js'
import { Problem } from './problem.js'
import { pathParameter, type Route } from './route.js'

/** The names of these files change with their content. */
const IMMUTABLE = 'public, max-age=31536000, immutable'
/** A new version reaches pages within an hour; after that they ask only whether it changed. */
const HOURLY = 'public, max-age=3600, stale-while-revalidate=86400'

const NO_FILES: ReadonlyMap<string, BuiltFile> = new Map()

/** @param assets folder of `hushlog.js` and `dashboard`; undefined is where the packages put them. */
export function createAssetRoutes(assets: string | undefined): readonly Route[] {
  const script = readBrowserScript(assets)
  const dashboard = findDashboard(assets)
  const page = dashboard === undefined ? undefined : readBuiltFile(join(dashboard, 'index.html'))
  const files = dashboard === undefined ? NO_FILES : readBuiltFiles(join(dashboard, 'assets'))

  return [
    {
      method: 'get',
      path: '/v1/hushlog.js',
      guard: 'none',
      handler: (request, response) => {
        if (script === undefined) throw new Problem('not_found', { detail: 'The browser SDK was not built.' })
        response.set({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' })
        sendBuiltFile(request, response, script, HOURLY)
      },
      operation: {
        summary: 'The browser SDK for script tags',
        responses: {
          '200': { description: 'The browser SDK for script tags', content: { 'text/javascript': {} } },
          '304': { description: 'It has not changed' },
        },
        refusals: ['not_found'],
      },
    },
    {
      method: 'get',
      path: '/analytics',
      guard: 'page',
      handler: (request, response) => {
        // Without it, a browser names no origin when it sends a form of the page.
        response.set('referrer-policy', 'same-origin')
        if (page === undefined) throw new Problem('not_found', { detail: 'The dashboard was not built.' })
        sendBuiltFile(request, response, page, 'no-cache')
      },
      operation: {
        summary: 'The dashboard',
        responses: {
          '200': { description: 'The dashboard', content: { 'text/html': {} } },
          '303': { description: 'To /sign-in, for a browser without credentials' },
        },
        refusals: ['invalid_parameter', 'not_found'],
      },
    },
    {
      method: 'get',
      path: '/analytics/assets/{file}',
      guard: 'read',
      handler: (request, response) => {
        const file = files.get(pathParameter(request, 'file'))
        if (file === undefined) throw new Problem('not_found')
        sendBuiltFile(request, response, file, IMMUTABLE)
      },
      operation: {
        summary: 'A script or style sheet of the dashboard',
        responses: { '200': { description: 'The file; its name changes with its content' } },
        refusals: ['not_found'],
      },
    },
  ]
}
