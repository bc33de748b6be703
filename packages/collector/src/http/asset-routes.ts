/** The routes of files that other packages build: the browser SDK for script tags and the dashboard. */
import type { Response } from 'express'
import { findDashboard, readBrowserScript } from './assets.js'
import { Problem } from './problem.js'
import { pathParameter, type Route } from './route.js'

/** Matches names of built files. It matches no other folder and no hidden file. */
const BUILT_FILE = /^\w[\w.-]*$/

/** @param assets folder of `hushlog.js` and `dashboard`; undefined is where the packages put them. */
export function createAssetRoutes(assets: string | undefined): readonly Route[] {
  const script = readBrowserScript(assets)
  const dashboard = findDashboard(assets)

  const sendFromDashboard = (response: Response, file: string, options: { readonly immutable: boolean }) => {
    if (dashboard === undefined) throw new Problem('not_found', { detail: 'The dashboard was not built.' })
    const { immutable } = options
    response.sendFile(file, { root: dashboard, ...(immutable && { immutable, maxAge: '1y' }) })
  }

  return [
    {
      method: 'get',
      path: '/v1/hushlog.js',
      guard: 'none',
      handler: (request, response) => {
        if (script === undefined) throw new Problem('not_found', { detail: 'The browser SDK was not built.' })
        response.set({
          'content-type': 'text/javascript; charset=utf-8',
          // A new version reaches pages within an hour; after that they ask only whether it changed.
          'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
          'access-control-allow-origin': '*',
          'cross-origin-resource-policy': 'cross-origin',
          etag: script.etag,
        })
        if (request.headers['if-none-match'] === script.etag) response.status(304).end()
        else response.end(script.body)
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
      guard: 'read',
      handler: (_request, response) => {
        response.set('cache-control', 'no-cache')
        sendFromDashboard(response, 'index.html', { immutable: false })
      },
      operation: {
        summary: 'The dashboard',
        responses: { '200': { description: 'The dashboard', content: { 'text/html': {} } } },
        refusals: ['invalid_parameter', 'not_found'],
      },
    },
    {
      method: 'get',
      path: '/analytics/assets/{file}',
      guard: 'read',
      handler: (request, response) => {
        const file = pathParameter(request, 'file')
        if (!BUILT_FILE.test(file)) throw new Problem('not_found')
        sendFromDashboard(response, `assets/${file}`, { immutable: true })
      },
      operation: {
        summary: 'A script or style sheet of the dashboard',
        responses: { '200': { description: 'The file; its name changes with its content' } },
        refusals: ['not_found'],
      },
    },
  ]
}
