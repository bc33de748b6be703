/** Makes the OpenAPI document from the table of routes. */
import { type ProblemCode, problems } from './problem.js'
import {
  type JsonSchema,
  type Method,
  type Operation,
  type Parameter,
  type ResponseObject,
  type Route,
  schemaRef,
} from './route.js'
import { SESSION_COOKIE } from './session-cookie.js'

type Guard = Route['guard']

const security: Readonly<Record<Guard, readonly Readonly<Record<string, readonly string[]>>[]>> = {
  none: [],
  ingest: [{ writeKey: [] }, { writeKeyInAddress: [] }],
  known: [{ readToken: [] }, { tenant: [] }, { admin: [] }, { session: [] }],
  read: [{ readToken: ['read'] }, { tenant: ['read'] }, { admin: [] }, { session: ['read'] }],
  page: [{ readToken: ['read'] }, { tenant: ['read'] }, { admin: [] }, { session: ['read'] }],
  boards: [{ readToken: ['boards'] }, { tenant: ['boards'] }, { admin: [] }, { session: ['boards'] }],
  bearer: [{ readToken: ['read'] }],
  erase: [{ readToken: ['erase'] }, { tenant: ['erase'] }, { admin: [] }, { session: ['erase'] }],
  receipt: [
    { readToken: ['read'] },
    { readToken: ['erase'] },
    { tenant: ['read'] },
    { tenant: ['erase'] },
    { admin: [] },
    { session: [] },
  ],
  admin: [{ admin: [] }, { session: [] }],
  metrics: [{ metricsToken: [] }, { admin: [] }, { session: [] }],
}

const guardRefusals: Readonly<Record<Guard, readonly ProblemCode[]>> = {
  none: [],
  ingest: ['unknown_key', 'origin_not_allowed', 'too_many_guesses'],
  known: ['unknown_reader', 'too_many_guesses'],
  page: ['unknown_reader', 'scope_missing', 'too_many_guesses'],
  boards: ['unknown_reader', 'scope_missing', 'foreign_origin', 'too_many_guesses'],
  read: ['unknown_reader', 'scope_missing', 'too_many_guesses'],
  bearer: ['unknown_reader', 'scope_missing', 'too_many_guesses'],
  erase: ['unknown_reader', 'scope_missing', 'foreign_origin', 'too_many_guesses'],
  receipt: ['unknown_reader', 'scope_missing', 'too_many_guesses'],
  admin: ['unknown_reader', 'admin_only', 'foreign_origin', 'too_many_guesses'],
  metrics: ['unknown_reader', 'admin_only', 'too_many_guesses'],
}

const securitySchemes = {
  writeKey: { type: 'http', scheme: 'bearer', description: 'Write key, hlw_…' },
  writeKeyInAddress: { type: 'apiKey', in: 'query', name: 'key' },
  readToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'Read token, hlr_…, of one tenant, with scopes: read, erase, boards',
  },
  metricsToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'The metrics_token; without configured tenants none is needed',
  },
  tenant: {
    type: 'http',
    scheme: 'basic',
    description: 'The id of a tenant as user, and one of its read tokens as password',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: SESSION_COOKIE,
    description:
      'Set by /sign-in for the admin or a read token; behind TLS with the prefix __Host-. What changes anything needs the same Origin',
  },
  admin: { type: 'http', scheme: 'basic', description: 'User admin; sees every tenant' },
}

const problemSchema: JsonSchema = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(problems) },
    detail: { type: 'string' },
  },
}

const retryAfter = { description: 'Seconds to wait before a retry', schema: { type: 'integer' } }
const statusesWithRetryAfter: ReadonlySet<string> = new Set(['429', '503'])

/** @returns a response for a route that explains a refusal in words of its own */
export const problemResponse = (description: string): ResponseObject => ({
  description,
  content: { 'application/problem+json': { schema: schemaRef('Problem') } },
})

/** Makes one response of the codes that share a status. */
function refusalResponses(codes: readonly ProblemCode[]): Record<string, ResponseObject> {
  const descriptions = new Map<string, string[]>()
  for (const code of codes) {
    const status = String(problems[code].status)
    const same = descriptions.get(status) ?? []
    descriptions.set(status, [...same, `${problems[code].title} (${code})`])
  }
  return Object.fromEntries(
    [...descriptions].map(([status, same]): [string, ResponseObject] => {
      const retries = statusesWithRetryAfter.has(status)
      const description = same.join('; ') + (retries ? '; see Retry-After' : '')
      return [
        status,
        { ...problemResponse(description), ...(retries && { headers: { 'Retry-After': retryAfter } }) },
      ]
    }),
  )
}

/** Adds, as strings, the parameters of the path that the operation does not describe. */
function parametersOf(path: string, described: readonly Parameter[] = []): readonly Parameter[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const missing = names.filter((name) => !described.some((one) => one.in === 'path' && one.name === name))
  const strings = missing.map((name): Parameter => ({ name, in: 'path', schema: { type: 'string' } }))
  return [...strings, ...described].map((one) => (one.in === 'path' ? { ...one, required: true } : one))
}

function describe({ guard, path, operation }: Route): Readonly<Record<string, unknown>> {
  const { refusals = [], parameters: described, responses, ...rest }: Operation = operation
  const parameters = parametersOf(path, described)
  return {
    ...rest,
    security: security[guard],
    ...(parameters.length > 0 && { parameters }),
    responses: { ...refusalResponses([...guardRefusals[guard], ...refusals]), ...responses },
  }
}

/**
 * @param routes every row of the table
 * @param schemas by name, for the operations that refer to them with `schemaRef`
 * @returns the OpenAPI document
 */
export function describeApi(
  routes: readonly Route[],
  schemas: Readonly<Record<string, JsonSchema>>,
): Readonly<Record<string, unknown>> {
  const paths: Record<string, Partial<Record<Method, unknown>>> = {}
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: describe(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hushlog collector',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: { securitySchemes, schemas: { ...schemas, Problem: problemSchema } },
  }
}

/** @returns the table together with the row that answers its own description. */
export function withDescription(
  routes: readonly Route[],
  schemas: Readonly<Record<string, JsonSchema>>,
): readonly Route[] {
  const summary = 'This document'
  const described: readonly Route[] = [
    ...routes,
    {
      method: 'get',
      path: '/openapi.json',
      guard: 'none',
      handler: (_request, response) => {
        response.json(document)
      },
      operation: {
        summary,
        responses: { '200': { description: summary, content: { 'application/json': {} } } },
      },
    },
  ]
  const document = describeApi(described, schemas)
  return described
}
