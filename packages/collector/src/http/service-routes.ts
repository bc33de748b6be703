/** The routes by which operators watch the process: health, readiness and metrics. */
import type { Operation, Route } from './route.js'

export interface ServiceRoutesOptions {
  /** @returns undefined when events can be accepted, else a code that says why not. */
  readonly notReady: () => string | undefined
  readonly metrics: { readonly contentType: string; text(): Promise<string> }
}

const stateSchema = { type: 'object', required: ['status'], properties: { status: { type: 'string' } } }
const stateContent = { 'application/json': { schema: stateSchema } }

const answered = (summary: string, content: Operation['responses'][string]['content']): Operation => ({
  summary,
  responses: { '200': { description: summary, ...(content && { content }) } },
})

export const createServiceRoutes = ({ notReady, metrics }: ServiceRoutesOptions): readonly Route[] => [
  {
    method: 'get',
    path: '/healthz',
    guard: 'none',
    handler: (_request, response) => {
      response.json({ status: 'alive' })
    },
    operation: answered('The process is alive', stateContent),
  },
  {
    method: 'get',
    path: '/readyz',
    guard: 'none',
    handler: (_request, response) => {
      const reason = notReady()
      response.status(reason === undefined ? 200 : 503).json({ status: reason ?? 'ready' })
    },
    operation: {
      summary: 'Events can be accepted',
      responses: {
        '200': { description: 'Events can be accepted', content: stateContent },
        '503': { description: 'They cannot; the body says why', content: stateContent },
      },
    },
  },
  {
    method: 'get',
    path: '/metrics',
    guard: 'metrics',
    handler: async (_request, response) => {
      const text = await metrics.text()
      response.set('content-type', metrics.contentType).end(text)
    },
    operation: answered('Metrics for Prometheus', { 'text/plain': {} }),
  },
]
