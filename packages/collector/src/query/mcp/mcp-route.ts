/** The route `/mcp`, by which assistants ask for figures. */
import type { IncomingMessage } from 'node:http'
import { Problem } from '../../http/problem.js'
import type { Route } from '../../http/route.js'
import { MAX_REQUEST_BYTES } from '../endpoint.js'
import { type AskStore, leaving } from '../from-store.js'
import { serveProtocol } from './serve-protocol.js'
import type { ToolContext } from './tool.js'

export interface McpOptions extends Omit<ToolContext, 'access' | 'askStore'> {
  readonly askStore: AskStore
  /** Hears of what is no fault of an assistant. */
  readonly failed: (thrown: unknown) => void
}

const hostOf = (origin: string): string | undefined => {
  try {
    return new URL(origin).host
  } catch {
    return undefined
  }
}

/**
 * Assistants are no pages: a request that a page of another site sends is refused, whatever it presents.
 *
 * @throws Problem `foreign_origin`
 */
function requireOwnOrigin({ headers: { origin, host } }: IncomingMessage): void {
  if (origin !== undefined && (host === undefined || hostOf(origin) !== host.toLowerCase()))
    throw new Problem('foreign_origin')
}

const json = { 'application/json': { schema: { type: 'object' } } } as const

export const createMcpRoute = ({ failed, askStore, ...options }: McpOptions): Route => ({
  method: 'post',
  path: '/mcp',
  guard: 'bearer',
  maxJsonBytes: MAX_REQUEST_BYTES,
  async handler(request, response, access) {
    requireOwnOrigin(request)
    const left = leaving(response)
    const context: ToolContext = {
      ...options,
      access,
      askStore: (report, ask) => askStore(report, access, left, ask),
    }
    await serveProtocol(request, response, context, (thrown) => {
      // A statement ends when the assistant leaves, which is no fault.
      if (!left.aborted) failed(thrown)
    })
  },
  operation: {
    summary: 'Tools for assistants, by the Model Context Protocol (streamable HTTP, without sessions)',
    requestBody: { required: true, content: json },
    responses: {
      '200': { description: 'The answer to a message of JSON-RPC', content: json },
      '202': { description: 'A notification was taken' },
      '406': { description: 'Accept has to name application/json and text/event-stream', content: json },
    },
    refusals: ['invalid_parameter', 'invalid_query', 'foreign_origin', 'body_too_large'],
  },
})
