/**
 * Watches the official client of AWS Bedrock by a middleware of the AWS SDK, which wraps a whole operation with its retries.
 * Streams are passed on chunk by chunk, and only the metadata of a chunk is read.
 */
import { isObject } from '@hushlog/base'
import type { Client } from '@hushlog/sdk-core'
import { type Call, failureOf, startCall, type VendorOptions } from './call.js'
import { bedrockUsage } from './usage.js'

type JsonObject = Readonly<Record<string, unknown>>
type Handler = (args: { readonly input: JsonObject }) => Promise<{ output: JsonObject; response?: unknown }>
type Context = { readonly commandName?: string | undefined }

/** The part of a client that is used here. */
interface BedrockClient {
  readonly middlewareStack: {
    add(
      middleware: (next: Handler, context: Context) => Handler,
      options: { readonly step: string; readonly name: string; readonly override: boolean },
    ): void
  }
}

function metadataOf(value: unknown): { readonly status: number | undefined; readonly attempts: number } {
  const found = isObject(value) && isObject(value.$metadata) ? value.$metadata : {}
  const { httpStatusCode, attempts } = found
  return {
    status: typeof httpStatusCode === 'number' ? httpStatusCode : undefined,
    attempts: typeof attempts === 'number' ? attempts : 1,
  }
}

function countAttempts(call: Call, value: unknown): void {
  const { status, attempts } = metadataOf(value)
  for (let i = 0; i < attempts; i++) call.addAttempt(status ?? 0)
}

/** Reads the headers in which Bedrock counts the tokens of any vendor's model. */
function usageOfHeaders(response: unknown) {
  const headers = isObject(response) && isObject(response.headers) ? response.headers : {}
  const read = (name: string): number | undefined => {
    const count = Number.parseInt(String(headers[`x-amzn-bedrock-${name}-token-count`]), 10)
    return Number.isSafeInteger(count) ? count : undefined
  }
  const [input, output, cached] = [read('input'), read('output'), read('cache-read-input')]
  return {
    ...(input !== undefined && { input: input + (cached ?? 0) }),
    ...(output !== undefined && { output }),
    ...(cached !== undefined && { cached }),
  }
}

async function* watchStream(chunks: AsyncIterable<unknown>, call: Call): AsyncGenerator<unknown> {
  try {
    for await (const chunk of chunks) {
      if (isObject(chunk) && isObject(chunk.metadata)) call.addUsage(bedrockUsage(chunk.metadata))
      else call.markFirstToken()
      yield chunk
    }
    call.end('ok')
  } catch (error) {
    call.end(failureOf(error), error)
    throw error
  } finally {
    // The reader stopped before the end; otherwise the call has ended already.
    call.end('aborted')
  }
}

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  isObject(value) && Symbol.asyncIterator in value

/** Turns `InvokeModelWithResponseStreamCommand` into `invoke_model_with_response_stream`. */
const operationOf = (command = 'Command'): string =>
  command
    .replace(/Command$/, '')
    .replace(/(?<=[a-z])[A-Z]/g, '_$&')
    .toLowerCase() || 'other'

/**
 * Watches a `BedrockRuntimeClient` in place. Each operation becomes a `vendor_call`.
 *
 * @returns the same client
 * @throws TypeError when it is no client of the AWS SDK
 * @example const bedrock = wrapBedrock(hush, new BedrockRuntimeClient({}))
 */
export function wrapBedrock<WatchedClient extends object>(
  hush: Pick<Client, 'track'>,
  client: WatchedClient,
  options: VendorOptions = {},
): WatchedClient {
  const { middlewareStack } = client as Partial<BedrockClient>
  if (typeof middlewareStack?.add !== 'function')
    throw new TypeError('not a client of the AWS SDK: it has no middleware')
  const middleware =
    (next: Handler, { commandName }: Context): Handler =>
    async (args) => {
      const { modelId } = args.input
      const operation = operationOf(commandName)
      const model = typeof modelId === 'string' ? modelId : undefined
      const call = startCall(
        hush,
        { name: 'bedrock', operation, model, streaming: /stream/.test(operation) },
        options,
      )
      try {
        const result = await next(args)
        countAttempts(call, result.output)
        call.addUsage({ ...usageOfHeaders(result.response), ...bedrockUsage(result.output) })
        const key = ['stream', 'body'].find((name) => isStream(result.output[name]))
        const chunks = key === undefined ? undefined : result.output[key]
        if (key === undefined || !isStream(chunks)) {
          call.end('ok')
          return result
        }
        return { ...result, output: { ...result.output, [key]: watchStream(chunks, call) } }
      } catch (error) {
        countAttempts(call, error)
        call.end(failureOf(error), error)
        throw error
      }
    }
  // The name keeps a client from being watched twice.
  middlewareStack.add(middleware, { step: 'initialize', name: 'hushlog', override: true })
  return client
}
