/**
 * The official clients of OpenAI and Anthropic, which are built alike: every operation goes through `post`, and every attempt of
 * it through `fetch`. Both are watched on the instance that is given; what they answer is passed on untouched. Of an answer a
 * copy is read for its usage.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Client } from '@hushlog/sdk-core'
import { beginCall, type Call, failureOf, type VendorOptions } from './call.js'
import { anthropicUsage, openAiUsage, type Usage } from './usage.js'

type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>

/** As much of a client as is watched. */
interface HttpClient {
  fetch: Fetch
  post(path: string, options?: unknown): unknown
}

interface Vendor {
  readonly name: string
  readonly usage: (answer: unknown) => Usage
}

const calls = new AsyncLocalStorage<Call>()
const observed = new WeakSet<object>()

function isHttpClient(client: object): client is HttpClient {
  return (
    'fetch' in client &&
    typeof client.fetch === 'function' &&
    'post' in client &&
    typeof client.post === 'function'
  )
}

/** `/v1/chat/completions` is `chat.completions`; ids, which are longer or have digits, are left out. */
export function operationOf(path: unknown): string {
  const steps = String(path)
    .split('?', 1)[0]
    ?.split('/')
    .filter((step) => /^[a-z_]{1,24}$/.test(step))
  return steps === undefined || steps.length === 0 ? 'other' : steps.join('.')
}

function bodyOf(options: unknown): { readonly model?: unknown; readonly stream?: unknown } {
  const body = typeof options === 'object' && options !== null && 'body' in options ? options.body : undefined
  return typeof body === 'object' && body !== null ? body : {}
}

const DATA = /^data: ?(\{.*\})$/

/** Pieces of an event stream; only those that speak of usage are parsed. */
async function readStream(copy: Response, call: Call, vendor: Vendor): Promise<void> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of copy.body ?? []) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [, json] = DATA.exec(line) ?? []
      if (json === undefined) continue
      call.firstToken()
      if (json.includes('"usage"')) call.told(vendor.usage(JSON.parse(json)))
    }
  }
}

async function readAnswer(copy: Response, call: Call, vendor: Vendor): Promise<void> {
  const type = copy.headers.get('content-type') ?? ''
  try {
    if (type.includes('event-stream')) await readStream(copy, call, vendor)
    else if (type.includes('json')) call.told(vendor.usage(await copy.json()))
    call.end('ok')
  } catch (error) {
    call.end(failureOf(error), error)
  }
}

function watchFetch(client: HttpClient, vendor: Vendor): void {
  const send = client.fetch
  client.fetch = async (url, init) => {
    const call = calls.getStore()
    if (call === undefined) return send(url, init)
    try {
      const response = await send(url, init)
      call.attempt(response.status)
      if (response.ok) void readAnswer(response.clone(), call, vendor)
      return response
    } catch (error) {
      call.attempt(0)
      throw error
    }
  }
}

/** Settles with the call, without reading its answer; clients of both vendors have `asResponse` for that. */
function settled(answer: unknown): Promise<unknown> {
  if (
    typeof answer === 'object' &&
    answer !== null &&
    'asResponse' in answer &&
    typeof answer.asResponse === 'function'
  )
    return answer.asResponse() as Promise<unknown>
  return Promise.resolve(answer)
}

function watch<Given extends object>(
  hush: Pick<Client, 'track'>,
  client: Given,
  vendor: Vendor,
  options: VendorOptions,
): Given {
  if (observed.has(client)) return client
  if (!isHttpClient(client))
    throw new TypeError(`not a client of ${vendor.name}: it has no post and no fetch`)
  observed.add(client)
  watchFetch(client, vendor)
  const post = client.post
  client.post = (path, given) => {
    const { model, stream } = bodyOf(given)
    const begun = {
      name: vendor.name,
      operation: operationOf(path),
      model: typeof model === 'string' ? model : undefined,
      streaming: stream === true,
    }
    const call = beginCall(hush, begun, options)
    return calls.run(call, () => {
      const answer = post.call(client, path, given)
      // A failure is the caller's to handle; here it is only counted.
      settled(answer).catch((error: unknown) => call.end(failureOf(error), error))
      return answer
    })
  }
  return client
}

/** Watches a client of the package `openai`, in place; answers the same client. */
export function wrapOpenAI<Given extends object>(
  hush: Pick<Client, 'track'>,
  client: Given,
  options: VendorOptions = {},
): Given {
  return watch(hush, client, { name: 'openai', usage: openAiUsage }, options)
}

/** Watches a client of the package `@anthropic-ai/sdk`, in place; answers the same client. */
export function wrapAnthropic<Given extends object>(
  hush: Pick<Client, 'track'>,
  client: Given,
  options: VendorOptions = {},
): Given {
  return watch(hush, client, { name: 'anthropic', usage: anthropicUsage }, options)
}
