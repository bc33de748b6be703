/** The routes. What is not ingest or a file is mounted by create-collector.ts. */
import { join } from 'node:path'
import express, { type ErrorRequestHandler, type RequestHandler, type Response, Router } from 'express'
import helmet from 'helmet'
import type { Ingest } from '../ingest/accept.js'
import { answerPreflight } from '../ingest/cors.js'
import type { Metrics } from '../metrics.js'
import { findDashboard, readBrowserScript } from './assets.js'
import { openApi } from './openapi.js'
import { Problem, sendProblem } from './problem.js'

export interface AppOptions {
  readonly ingest: Ingest
  readonly metrics: Metrics
  /** Undefined when events can be accepted, else why not. */
  readonly notReady: () => string | undefined
  readonly requireRead: RequestHandler
  /** Reports and exports, behind `requireRead`. */
  readonly reports: Router
  /** Erasures, behind `requireRead`. */
  readonly erasures: Router
  /** Folder of `hushlog.js` and `dashboard`; undefined is where the packages put them. */
  readonly assets: string | undefined
  /** What only the admin may do. */
  readonly operations: Router
  /** Gets what ends in a 500. */
  readonly onError: (error: unknown) => void
}

/** Everything from this origin, nothing inline, nothing evaluated. */
const security = helmet({
  // Whether the host is reached by TLS only is for the proxy in front to say.
  strictTransportSecurity: false,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
    },
  },
})

const methodNotAllowed =
  (allow: string): RequestHandler =>
  () => {
    throw new Problem('method_not_allowed', { headers: { allow } })
  }

const serveScript = (assets: string | undefined): RequestHandler => {
  const script = readBrowserScript(assets)
  return (request, response) => {
    if (script === undefined) throw new Problem('not_found', { detail: 'The browser SDK was not built.' })
    response.set({
      'content-type': 'text/javascript; charset=utf-8',
      // A new version reaches pages within an hour; meanwhile they ask only whether it changed.
      'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      etag: script.etag,
    })
    if (request.headers['if-none-match'] === script.etag) {
      response.status(304).end()
      return
    }
    response.end(script.body)
  }
}

const dashboard = (assets: string | undefined): Router => {
  const router = Router()
  const folder = findDashboard(assets)
  if (folder === undefined) return router
  router.get('/analytics', (_request, response: Response) => {
    response.set('cache-control', 'no-cache')
    response.sendFile(join(folder, 'index.html'))
  })
  const files = express.static(join(folder, 'assets'), {
    index: false,
    redirect: false,
    immutable: true,
    maxAge: '1y',
  })
  router.use('/analytics/assets', files)
  return router
}

const answerError =
  (onError: AppOptions['onError']): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    if (error instanceof Problem) {
      sendProblem(response, error)
      return
    }
    // Of Express and its static files: a path that cannot be decoded, a file that is not there.
    const status =
      typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500
    if (status === 400) sendProblem(response, new Problem('invalid_parameter'))
    else if (status === 404) sendProblem(response, new Problem('not_found'))
    else {
      onError(error)
      sendProblem(response, new Problem('internal'))
    }
  }

export const createRouter = (options: AppOptions): Router => {
  const { ingest, metrics, notReady } = options
  const router = Router()
  router.use(security)

  router.options(['/v1/events', '/analytics-event'], answerPreflight)
  router.post('/v1/events', ingest.events)
  router.post('/analytics-event', ingest.pageEvents)
  router.all(['/v1/events', '/analytics-event'], methodNotAllowed('POST, OPTIONS'))

  router.get('/v1/hushlog.js', serveScript(options.assets))
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'alive' })
  })
  router.get('/readyz', (_request, response) => {
    const reason = notReady()
    response.status(reason === undefined ? 200 : 503).json({ status: reason ?? 'ready' })
  })
  router.get('/metrics', async (_request, response) => {
    const text = await metrics.text()
    response.set('content-type', metrics.contentType).end(text)
  })
  router.get('/openapi.json', (_request, response) => {
    response.json(openApi)
  })
  router.all(
    ['/v1/hushlog.js', '/healthz', '/readyz', '/metrics', '/openapi.json'],
    methodNotAllowed('GET, HEAD'),
  )

  router.use(
    [
      '/analytics',
      '/reports',
      '/export',
      '/v1/sessions',
      '/v1/users',
      '/v1/erasures',
      '/v1/sinks',
      '/v1/replays',
    ],
    options.requireRead,
  )
  router.use(options.reports)
  router.use(options.erasures)
  router.use(options.operations)
  router.all(['/v1/sinks/:name/dead-letters/replay', '/v1/sinks/:name/replay'], methodNotAllowed('POST'))
  router.all('/v1/replays/:id', methodNotAllowed('GET, HEAD'))
  router.all(['/v1/sessions/:id', '/v1/users/:id'], methodNotAllowed('DELETE'))
  router.all(['/v1/erasures', '/v1/erasures/:id'], methodNotAllowed('GET, HEAD'))
  router.use(dashboard(options.assets))
  router.all(
    [
      '/analytics',
      '/analytics/data',
      '/analytics/export',
      '/analytics/live',
      '/reports/overview',
      '/export/:format/:type',
    ],
    methodNotAllowed('GET, HEAD'),
  )
  router.use(answerError(options.onError))
  return router
}

/** For `listen`: what no route takes is answered too. */
export const createApp = (router: Router, onError: AppOptions['onError']): express.Express => {
  const app = express()
  app.disable('x-powered-by')
  app.use(router)
  app.use(() => {
    throw new Problem('not_found')
  })
  app.use(answerError(onError))
  return app
}
