/**
 * Answers one request of the Model Context Protocol by the official SDK: a server and a transport for each, so
 * that nothing is kept between two of them. The SDK is loaded with the first request.
 */
import type { Request, Response } from 'express'
import { Problem } from '../../http/problem.js'
import { queryProblem } from '../language/query-problem.js'
import { callTool } from './call-tool.js'
import type { ToolContext } from './tool.js'
import { tools } from './tools/index.js'

const INSTRUCTIONS =
  'Figures of an AI assistant as counts, shares and percentiles: never what people said, and no single event. Begin with list_metrics, or explain_event for what an event means. A refusal says at which place of the input what is expected.'

const listed = tools.map(({ name, title, description, input, example }) => ({
  name,
  title,
  description: `${description} Example: ${JSON.stringify(example)}`,
  inputSchema: { ...input, examples: [example] },
  annotations: { readOnlyHint: true, openWorldHint: false },
}))

async function loadSdk() {
  const [{ Server }, { StreamableHTTPServerTransport }, types] = await Promise.all([
    import('@modelcontextprotocol/sdk/server/index.js'),
    import('@modelcontextprotocol/sdk/server/streamableHttp.js'),
    import('@modelcontextprotocol/sdk/types.js'),
  ])
  return { Server, StreamableHTTPServerTransport, types }
}

/**
 * The SDK would repeat a version that it does not know, and answer several messages of one request at once.
 *
 * @throws Problem `invalid_parameter` or `invalid_query`
 */
function checkMessage({ headers, body }: Request, versions: readonly string[]): void {
  const version = headers['mcp-protocol-version']
  if (version !== undefined && !versions.includes(String(version)))
    throw new Problem('invalid_parameter', {
      detail: `the header MCP-Protocol-Version is one of ${versions.join(', ')}`,
    })
  if (Array.isArray(body)) throw queryProblem('', 'expected one message of JSON-RPC, and no list of them')
}

/** @param failed hears of what is no fault of the assistant */
export async function serveProtocol(
  request: Request,
  response: Response,
  context: ToolContext,
  failed: (thrown: unknown) => void,
): Promise<void> {
  const { Server, StreamableHTTPServerTransport, types } = await loadSdk()
  checkMessage(request, types.SUPPORTED_PROTOCOL_VERSIONS)
  const server = new Server(
    { name: 'hushlog', title: 'Hushlog', version: '1' },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  )
  server.setRequestHandler(types.ListToolsRequestSchema, () => ({ tools: [...listed] }))
  server.setRequestHandler(types.CallToolRequestSchema, ({ params }) =>
    callTool(params.name, params.arguments ?? {}, context, failed),
  )
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true })
  response.once('close', () => void server.close())
  await server.connect(transport)
  response.set('cache-control', 'no-store')
  await transport.handleRequest(request, response, request.body)
}
