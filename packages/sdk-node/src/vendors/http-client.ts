/**
 * Watches the official clients of OpenAI and Anthropic, which are built alike: every operation calls `post`, and every
 * attempt of it calls `fetch`. Both are replaced on the client's instance, and on the copies that `withOptions` makes of
 * it. Answers are passed on unchanged, and a copy of each is read for its usage.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { isObject } from '@hushlog/base'
import type { Client } from '@hushlog/sdk-core'
import { isMarked, mark } from '../shared.js'
import { type Call, failureOf, startCall, type VendorOptions } from './call.js'
import { anthropicUsage, openAiUsage, type Usage } from './usage.js'

type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>

/** The part of a client that is watched. */
interface HttpClient {
  fetch: Fetch
  post(path: string, options?: unknown): unknown
  withOptions?(...args: unknown[]): object
}

interface Vendor {
  readonly name: string
  readonly usage: (answer: unknown) => Usage
}

const calls = new AsyncLocalStorage<Call>()
/** Marks clients that are watched, and their `fetch`, which a clone gets from its client. */
const WATCHED = 'watched'

function isHttpClient(client: object): client is HttpClient {
  return (
    'fetch' in client &&
    typeof client.fetch === 'function' &&
    'post' in client &&
    typeof client.post === 'function'
  )
}

/** Turns `/v1/chat/completions` into `chat.completions`. Ids are left out: they are longer or have digits. */
export function operationOf(path: unknown): string {
  const steps = String(path)
    .split('?', 1)[0]
    ?.split('/')
    .filter((step) => /^[a-z_]{1,24}$/.test(step))
  return steps === undefined || steps.length === 0 ? 'other' : steps.join('.')
}

function bodyOf(options: unknown): { readonly model?: unknown; readonly stream?: unknown } {
  const body = isObject(options) ? options.body : undefined
  return isObject(body) ? body : {}
}

/** Matches a line of an event stream that holds JSON. */
const DATA = /^data: ?(\{.*\})$/

/** Reads an event stream, and parses only the chunks with usage. */
async function readStream(copy: Response, call: Call, vendor: Vendor): Promise<void> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of copy.body ?? []) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [, json] = DATA.exec(line) ?? []
      if (json === undefined) continue
      call.markFirstToken()
      if (json.includes('"usage"')) call.addUsage(vendor.usage(JSON.parse(json)))
    }
  }
}

async function readAnswer(copy: Response, call: Call, vendor: Vendor): Promise<void> {
  const type = copy.headers.get('content-type') ?? ''
  try {
    if (type.includes('event-stream')) await readStream(copy, call, vendor)
    else if (type.includes('json')) call.addUsage(vendor.usage(await copy.json()))
    call.end('ok')
  } catch (error) {
    call.end(failureOf(error), error)
  }
}

function watchFetch(client: HttpClient, vendor: Vendor): void {
  const send = client.fetch
  if (isMarked(send, WATCHED)) return
  const watched: Fetch = async (url, init) => {
    const call = calls.getStore()
    if (call === undefined) return send(url, init)
    try {
      const response = await send(url, init)
      call.addAttempt(response.status)
      if (response.ok) void readAnswer(response.clone(), call, vendor)
      return response
    } catch (error) {
      call.addAttempt(0)
      throw error
    }
  }
  mark(watched, WATCHED)
  client.fetch = watched
}

/** Watches the copies that a client makes of itself with other options. */
function watchClones(client: HttpClient, watchClone: (clone: object) => unknown): void {
  const { withOptions } = client
  if (typeof withOptions !== 'function') return
  client.withOptions = (...args) => {
    const clone = withOptions.apply(client, args)
    if (isHttpClient(clone)) watchClone(clone)
    return clone
  }
}

/** Settles with the call and does not read its answer. The promises of both vendors have `asResponse` for that. */
function settled(answer: unknown): Promise<unknown> {
  return isObject(answer) && typeof answer.asResponse === 'function'
    ? answer.asResponse()
    : Promise.resolve(answer)
}

function watch<WatchedClient extends object>(
  hush: Pick<Client, 'track'>,
  client: WatchedClient,
  vendor: Vendor,
  options: VendorOptions,
): WatchedClient {
  if (isMarked(client, WATCHED)) return client
  if (!isHttpClient(client))
    throw new TypeError(`not a client of ${vendor.name}: it has no post and no fetch`)
  mark(client, WATCHED)
  watchFetch(client, vendor)
  watchClones(client, (clone) => watch(hush, clone, vendor, options))
  const post = client.post
  client.post = (path, request) => {
    const { model, stream } = bodyOf(request)
    const started = {
      name: vendor.name,
      operation: operationOf(path),
      model: typeof model === 'string' ? model : undefined,
      streaming: stream === true,
    }
    const call = startCall(hush, started, options)
    return calls.run(call, () => {
      const answer = post.call(client, path, request)
      // The caller handles a failure; here it only ends the call.
      settled(answer).catch((error: unknown) => call.end(failureOf(error), error))
      return answer
    })
  }
  return client
}

/**
 * Watches a client of the package `openai` in place. Each operation becomes a `vendor_call`.
 *
 * @returns the same client
 * @throws TypeError when it is no such client
 * @example const openai = wrapOpenAI(hush, new OpenAI())
 */
export function wrapOpenAI<WatchedClient extends object>(
  hush: Pick<Client, 'track'>,
  client: WatchedClient,
  options: VendorOptions = {},
): WatchedClient {
  return watch(hush, client, { name: 'openai', usage: openAiUsage }, options)
}

/**
 * Watches a client of the package `@anthropic-ai/sdk` in place. Each operation becomes a `vendor_call`.
 *
 * @returns the same client
 * @throws TypeError when it is no such client
 * @example const anthropic = wrapAnthropic(hush, new Anthropic())
 */
export function wrapAnthropic<WatchedClient extends object>(
  hush: Pick<Client, 'track'>,
  client: WatchedClient,
  options: VendorOptions = {},
): WatchedClient {
  return watch(hush, client, { name: 'anthropic', usage: anthropicUsage }, options)
}
