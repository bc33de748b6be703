/**
 * The official client of AWS Bedrock, by the middleware that the AWS SDK has for this: around a whole operation, retries
 * included. Streams are passed on piece by piece; of a piece only its metadata is read.
 */
import type { Client } from '@hushlog/sdk-core'
import { beginCall, type Call, failureOf, type VendorOptions } from './call.js'
import { bedrockUsage } from './usage.js'

type Json = Readonly<Record<string, unknown>>
type Handler = (args: { readonly input: Json }) => Promise<{ output: Json; response?: unknown }>
type Context = { readonly commandName?: string | undefined }

/** As much of a client as is needed. */
interface BedrockClient {
  readonly middlewareStack: {
    add(
      middleware: (next: Handler, context: Context) => Handler,
      options: { readonly step: string; readonly name: string; readonly override: boolean },
    ): void
  }
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null

function metadata(value: unknown): { readonly status: number | undefined; readonly attempts: number } {
  const found = isJson(value) && isJson(value.$metadata) ? value.$metadata : {}
  const { httpStatusCode, attempts } = found
  return {
    status: typeof httpStatusCode === 'number' ? httpStatusCode : undefined,
    attempts: typeof attempts === 'number' ? attempts : 1,
  }
}

function countAttempts(call: Call, value: unknown): void {
  const { status, attempts } = metadata(value)
  for (let i = 0; i < attempts; i++) call.attempt(status ?? 0)
}

/** Titles of the headers in which Bedrock counts what a model of any maker took. */
function headerUsage(response: unknown) {
  const headers = isJson(response) && isJson(response.headers) ? response.headers : {}
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

async function* pass(pieces: AsyncIterable<unknown>, call: Call): AsyncGenerator<unknown> {
  try {
    for await (const piece of pieces) {
      if (isJson(piece) && isJson(piece.metadata)) call.told(bedrockUsage(piece.metadata))
      else call.firstToken()
      yield piece
    }
    call.end('ok')
  } catch (error) {
    call.end(failureOf(error), error)
    throw error
  } finally {
    // The reader stopped before the end.
    call.end('aborted')
  }
}

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  isJson(value) && Symbol.asyncIterator in value

/** `InvokeModelWithResponseStreamCommand` is `invoke_model_with_response_stream`. */
const operationOf = (command = 'Command'): string =>
  command
    .replace(/Command$/, '')
    .replace(/(?<=[a-z])[A-Z]/g, '_$&')
    .toLowerCase() || 'other'

/** Watches a `BedrockRuntimeClient`, in place; answers the same client. */
export function wrapBedrock<Given extends object>(
  hush: Pick<Client, 'track'>,
  client: Given,
  options: VendorOptions = {},
): Given {
  const { middlewareStack } = client as Partial<BedrockClient>
  if (typeof middlewareStack?.add !== 'function')
    throw new TypeError('not a client of the AWS SDK: it has no middleware')
  const middleware =
    (next: Handler, { commandName }: Context): Handler =>
    async (args) => {
      const { modelId } = args.input
      const operation = operationOf(commandName)
      const model = typeof modelId === 'string' ? modelId : undefined
      const call = beginCall(
        hush,
        { name: 'bedrock', operation, model, streaming: /stream/.test(operation) },
        options,
      )
      try {
        const result = await next(args)
        countAttempts(call, result.output)
        call.told({ ...headerUsage(result.response), ...bedrockUsage(result.output) })
        const key = ['stream', 'body'].find((name) => isStream(result.output[name]))
        const pieces = key === undefined ? undefined : result.output[key]
        if (key === undefined || !isStream(pieces)) {
          call.end('ok')
          return result
        }
        return { ...result, output: { ...result.output, [key]: pass(pieces, call) } }
      } catch (error) {
        countAttempts(call, error)
        call.end(failureOf(error), error)
        throw error
      }
    }
  // Under a name it is there once, however often it is added.
  middlewareStack.add(middleware, { step: 'initialize', name: 'hushlog', override: true })
  return client
}
