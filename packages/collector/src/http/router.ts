/** Makes the Express router, and the dispatch that goes around Express, from the table of routes. */
import { isObject } from '@hushlog/base'
import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express'
import helmet from 'helmet'
import type { AccessControl } from './access.js'
import { Problem, type ProblemCode, sendProblem } from './problem.js'
import { Redirect, sendRedirect } from './redirect.js'
import type { NodeHandler, OpenRoute, Route } from './route.js'

/** Pages load everything from this origin, nothing inline, and evaluate nothing. */
const securityHeaders = helmet({
  // The proxy in front decides whether the host is reached by TLS only.
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

/** Receives each error that ends in a 500. */
type ReportError = (error: unknown) => void

/** Express and its middleware throw errors with a status for what is the client's fault. */
const expressProblems: ReadonlyMap<unknown, ProblemCode> = new Map([
  // A path that cannot be decoded, or a body that is not JSON.
  [400, 'invalid_parameter'],
  // A file that does not exist.
  [404, 'not_found'],
  [413, 'body_too_large'],
  [415, 'unsupported_encoding'],
])

const answerError =
  (onError: ReportError): ErrorRequestHandler =>
  (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    if (error instanceof Redirect) {
      sendRedirect(response, error.location)
      return
    }
    if (error instanceof Problem) {
      sendProblem(response, error)
      return
    }
    const code = isObject(error) ? expressProblems.get(error.status) : undefined
    if (code === undefined) onError(error)
    sendProblem(response, new Problem(code ?? 'internal'))
  }

const parseBody = (parser: RequestHandler, request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    parser(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)))
  })

/** Gives the handler the fields of a form as `request.body`. */
const withForm = ({ handler }: OpenRoute, limit: number): RequestHandler => {
  const parser = express.urlencoded({ limit, extended: false })
  return async (request, response) => {
    if (!request.is('application/x-www-form-urlencoded'))
      throw new Problem('unsupported_type', { detail: 'One of application/x-www-form-urlencoded.' })
    await parseBody(parser, request, response)
    await handler(request, response)
  }
}

/** Checks credentials before anything of the body is read. */
const guarded = (route: Route, access: AccessControl): RequestHandler => {
  if (route.guard === 'none' && route.maxFormBytes !== undefined) return withForm(route, route.maxFormBytes)
  if (route.guard === 'none' || route.guard === 'ingest') return route.handler
  if (route.guard === 'metrics')
    return (request, response) => {
      access.metrics(request)
      return route.handler(request, response)
    }
  if (route.guard === 'known')
    return (request, response) => route.handler(request, response, access.known(request))
  const { guard, handler, maxJsonBytes } = route
  if (maxJsonBytes === undefined)
    return (request, response) => handler(request, response, access[guard](request))
  const parser = express.json({ limit: maxJsonBytes, type: () => true })
  return async (request, response) => {
    const granted = access[guard](request)
    await parseBody(parser, request, response)
    await handler(request, response, granted)
  }
}

/** Lists the methods of a path for the header `Allow`. Express answers HEAD by the handler of GET. */
const allowedMethods = (routes: readonly Route[]): string =>
  routes
    .flatMap(({ method, guard }) => [
      ...(method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]),
      ...(guard === 'ingest' ? ['OPTIONS'] : []),
    ])
    .join(', ')

export interface RouterOptions {
  readonly routes: readonly Route[]
  readonly access: AccessControl
  readonly onError: ReportError
}

/**
 * @returns a router that answers every path of the table, with 405 for methods that the table does not name.
 */
export function createRouter({ routes, access, onError }: RouterOptions): Router {
  const router = Router()
  router.use(securityHeaders)
  for (const path of new Set(routes.map((route) => route.path))) {
    const atPath = routes.filter((route) => route.path === path)
    const allow = allowedMethods(atPath)
    const expressRoute = router.route(path.replaceAll(/\{(\w+)\}/g, ':$1'))
    for (const route of atPath) {
      expressRoute[route.method](guarded(route, access))
      if (route.guard === 'ingest') expressRoute.options(route.preflight)
    }
    expressRoute.all(() => {
      throw new Problem('method_not_allowed', { headers: { allow } })
    })
  }
  router.use(answerError(onError))
  return router
}

/** @returns an application for a server of its own: it answers 404 to what the router does not know. */
export function createApp(router: Router, onError: ReportError): express.Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(router)
  app.use(() => {
    throw new Problem('not_found')
  })
  app.use(answerError(onError))
  return app
}

/**
 * Finds the handlers of routes that bypass Express.
 *
 * @returns a function from method and address of a request to its handler. The path has to match to the
 * letter: Express takes the variants that it considers equal, such as another case or a slash at the end.
 */
export function createBypass(
  routes: readonly Route[],
): (method: string | undefined, url: string | undefined) => NodeHandler | undefined {
  const handlers = new Map<string, NodeHandler>()
  for (const route of routes) {
    if (route.guard === 'ingest' && route.bypassesExpress)
      handlers.set(`${route.method.toUpperCase()} ${route.path}`, route.handler)
  }
  return (method, url = '') => {
    const query = url.indexOf('?')
    return handlers.get(`${method} ${query === -1 ? url : url.slice(0, query)}`)
  }
}
