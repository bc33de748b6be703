/** The routes by which operators watch the process: health, readiness and metrics. */
import { type Readiness, readinessReasons } from './readiness.js'
import type { Operation, Route } from './route.js'

export interface ServiceRoutesOptions {
  readonly readiness: () => Readiness
  readonly metrics: { readonly contentType: string; text(): Promise<string> }
}

const stateSchema = { type: 'object', required: ['status'], properties: { status: { type: 'string' } } }
const stateContent = { 'application/json': { schema: stateSchema } }

const refusing = (refuses: boolean): readonly string[] =>
  Object.entries(readinessReasons)
    .filter(([, reason]) => reason.refuses === refuses)
    .map(([code, { says }]) => `\`${code}\`: ${says}`)

/** Lists reasons with what they mean. */
const readyContent = (ready: boolean) => ({
  'application/json': {
    schema: {
      type: 'object',
      required: ['ready', 'reasons'],
      properties: {
        ready: { const: ready },
        reasons: {
          type: 'array',
          description: [...refusing(!ready), ...(ready ? [] : refusing(ready))].join('; '),
          items: { enum: Object.keys(readinessReasons) },
        },
      },
    },
  },
})

const answered = (summary: string, content: Operation['responses'][string]['content']): Operation => ({
  summary,
  responses: { '200': { description: summary, ...(content && { content }) } },
})

export const createServiceRoutes = ({ readiness, metrics }: ServiceRoutesOptions): readonly Route[] => [
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
      const state = readiness()
      response
        .status(state.ready ? 200 : 503)
        .set('cache-control', 'no-store')
        .json(state)
    },
    operation: {
      summary: 'Events are taken',
      responses: {
        '200': {
          description: 'Events are taken; the reasons say what else has to wait',
          content: readyContent(true),
        },
        '503': { description: 'Events are refused; the reasons say why', content: readyContent(false) },
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
