/** Tests the official clients with a server on the loopback that speaks their APIs: the event of each call holds nothing else. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Anthropic from '@anthropic-ai/sdk'
import { BedrockRuntimeClient, ConverseCommand, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import OpenAI from 'openai'
import { afterEach, describe, expect, test } from 'vitest'
import { withContext } from '../scope.js'
import { wrapBedrock } from './bedrock.js'
import { operationOf, wrapAnthropic, wrapOpenAI } from './http-client.js'
import { costOf } from './prices.js'
import { wrapVendor } from './wrap-vendor.js'

const SECRET = 'the prompt of jane.doe@example.com'
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** Answers requests one after the other. The last answer is repeated. */
async function serve(...answers: Answer[]): Promise<string> {
  let next = 0
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => answers[Math.min(next++, answers.length - 1)]?.(response, request))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))

const stream =
  (pieces: readonly unknown[], events = false): Answer =>
  async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const piece of pieces) {
      const name = events ? `event: ${(piece as { type: string }).type}\n` : ''
      response.write(`${name}data: ${typeof piece === 'string' ? piece : JSON.stringify(piece)}\n\n`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    response.end()
  }

function recorder() {
  const tracked: Record<string, unknown>[] = []
  const track = (event: string, fields: object) => tracked.push({ event, ...fields }) > 0
  const one = async () => {
    for (let i = 0; i < 300 && tracked.length === 0; i++)
      await new Promise((resolve) => setTimeout(resolve, 10))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(tracked).toHaveLength(1)
    expect(JSON.stringify(tracked)).not.toMatch(/jane|prompt of|completion of/)
    return tracked[0]
  }
  return { hush: { track } as never, one }
}

const completion = {
  id: 'c',
  object: 'chat.completion',
  model: 'gpt-5-mini-2026-01-01',
  choices: [
    { index: 0, message: { role: 'assistant', content: `completion of ${SECRET}` }, finish_reason: 'stop' },
  ],
  usage: {
    prompt_tokens: 100,
    completion_tokens: 50,
    prompt_tokens_details: { cached_tokens: 40 },
    completion_tokens_details: { reasoning_tokens: 20 },
  },
}
const ask = { model: 'gpt-5-mini', messages: [{ role: 'user' as const, content: SECRET }] }
const openAi = (hush: never, baseURL: string, options = {}) =>
  wrapOpenAI(hush, new OpenAI({ apiKey: 'k', baseURL: `${baseURL}/v1`, maxRetries: 2, ...options }), {
    prices: { 'gpt-5': { input: 9, output: 9 }, 'gpt-5-mini': { input: 1, output: 2, cachedInput: 0.5 } },
  })

describe('openai', () => {
  test('tracks tokens and cost of a call, after retries', async () => {
    const { hush, one } = recorder()
    const retry = json({ error: { message: SECRET } }, 429, { 'retry-after-ms': '1' })
    const client = openAi(hush, await serve(retry, retry, json(completion)))
    const answer = await client.chat.completions.create(ask)
    expect(answer.choices[0]?.message.content).toContain('completion of')
    expect(await one()).toEqual({
      event: 'vendor_call',
      vendor: { name: 'openai', operation: 'chat.completions', http_status: 200, retry_count: 2 },
      latency_ms: expect.any(Number),
      result: 'ok',
      streaming: false,
      model: 'gpt-5-mini-2026-01-01',
      input_tokens: 100,
      output_tokens: 50,
      cached_tokens: 40,
      reasoning_tokens: 20,
      cost_usd: 0.00018,
    })
  })

  test('a copy with other options, and a copy of it, count each call and attempt once', async () => {
    const { hush, one } = recorder()
    const retry = json({ error: { message: SECRET } }, 429, { 'retry-after-ms': '1' })
    const client = openAi(hush, await serve(retry, json(completion)))
    const clone = client.withOptions({ timeout: 5000 }).withOptions({ maxRetries: 1 })
    await wrapOpenAI(hush, clone).chat.completions.create(ask)
    expect(await one()).toMatchObject({
      vendor: { operation: 'chat.completions', http_status: 200, retry_count: 1 },
      cost_usd: 0.00018,
    })
  })

  test('tracks the time to the first token of a stream', async () => {
    const { hush, one } = recorder()
    const piece = { model: 'gpt-5-mini', choices: [{ index: 0, delta: { content: 'completion of x' } }] }
    const last = { model: 'gpt-5-mini', choices: [], usage: { prompt_tokens: 7, completion_tokens: 2 } }
    const client = openAi(hush, await serve(stream([piece, piece, last, '[DONE]'])))
    const pieces = []
    for await (const one of await client.chat.completions.create({ ...ask, stream: true })) pieces.push(one)
    expect(pieces).toHaveLength(3)
    const told = await one()
    expect(told).toMatchObject({ result: 'ok', streaming: true, input_tokens: 7, output_tokens: 2 })
    expect(told?.time_to_first_token_ms).toBeLessThanOrEqual(Number(told?.latency_ms))
  })

  test.each([
    ['an error', json({ error: { message: SECRET, type: 'x' } }, 400), 400, 'error', 'BadRequestError', {}],
    [
      'a broken connection',
      (response: ServerResponse) => response.destroy(),
      0,
      'error',
      'APIConnectionError',
      {},
    ],
    ['no answer in time', () => undefined, 0, 'timeout', 'APIConnectionTimeoutError', { timeout: 50 }],
  ])('%s', async (_, answer, status, result, error_type, options) => {
    const { hush, one } = recorder()
    const client = openAi(hush, await serve(answer as Answer), { maxRetries: 0, ...options })
    await expect(client.chat.completions.create(ask)).rejects.toThrow()
    expect(await one()).toMatchObject({ vendor: { http_status: status, retry_count: 0 }, result, error_type })
  })

  test('the raw response stays readable, and a client that is wrapped twice is watched once', async () => {
    const { hush, one } = recorder()
    const client = openAi(hush, await serve(json(completion)))
    expect(wrapOpenAI(hush, client)).toBe(client)
    const response = await client.chat.completions.create(ask).asResponse()
    expect(await response.json()).toEqual(completion)
    await one()
  })

  test('tracks calls of the helper for streams and of the responses API', async () => {
    const { hush, one } = recorder()
    const usage = { input_tokens: 3, output_tokens: 4, output_tokens_details: { reasoning_tokens: 1 } }
    const client = openAi(hush, await serve(json({ id: 'r', model: 'gpt-5-mini', output: [], usage })))
    await client.responses.create({ model: 'gpt-5-mini', input: SECRET })
    expect(await one()).toMatchObject({
      vendor: { operation: 'responses' },
      input_tokens: 3,
      output_tokens: 4,
      reasoning_tokens: 1,
    })
  })

  test('a call belongs to the context that it was started in', async () => {
    const scopes: unknown[] = []
    const { currentScope } = await import('../scope.js')
    const hush = { track: () => scopes.push(currentScope().session_id) > 0 } as never
    const client = openAi(hush, await serve(json(completion)))
    await withContext({ sessionId: 's-1' }, () => client.chat.completions.create(ask))
    for (let i = 0; i < 100 && scopes.length === 0; i++)
      await new Promise((resolve) => setTimeout(resolve, 10))
    expect(scopes).toEqual(['s-1'])
  })
})

describe('anthropic', () => {
  const client = (hush: never, baseURL: string) =>
    wrapAnthropic(hush, new Anthropic({ apiKey: 'k', baseURL, maxRetries: 0 }))
  const question = {
    model: 'claude-x',
    max_tokens: 9,
    messages: [{ role: 'user' as const, content: SECRET }],
  }

  test('counts tokens of the cache as input of a message', async () => {
    const { hush, one } = recorder()
    const usage = {
      input_tokens: 10,
      cache_read_input_tokens: 30,
      cache_creation_input_tokens: 5,
      output_tokens: 7,
    }
    const url = await serve(json({ id: 'm', type: 'message', model: 'claude-x-1', content: [], usage }))
    await client(hush, url).messages.create(question)
    expect(await one()).toMatchObject({
      vendor: { name: 'anthropic', operation: 'messages', http_status: 200 },
      model: 'claude-x-1',
      input_tokens: 45,
      cached_tokens: 30,
      output_tokens: 7,
    })
  })

  test('a copy with other options is watched', async () => {
    const { hush, one } = recorder()
    const usage = { input_tokens: 1, output_tokens: 7 }
    const url = await serve(json({ id: 'm', type: 'message', model: 'claude-x-1', content: [], usage }))
    await client(hush, url).withOptions({ timeout: 5000 }).messages.create(question)
    expect(await one()).toMatchObject({ vendor: { name: 'anthropic' }, output_tokens: 7 })
  })

  test('reads the input from the first and the output from the last chunk of a stream', async () => {
    const { hush, one } = recorder()
    const usage = { input_tokens: 10, output_tokens: 1 }
    const url = await serve(
      stream(
        [
          { type: 'message_start', message: { id: 'm', model: 'claude-x-1', content: [], usage } },
          { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
          { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'completion of x' } },
          { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 12 } },
          { type: 'message_stop' },
        ],
        true,
      ),
    )
    const message = await client(hush, url).messages.stream(question).finalMessage()
    expect(message.usage.output_tokens).toBe(12)
    expect(await one()).toMatchObject({ streaming: true, result: 'ok', input_tokens: 10, output_tokens: 12 })
  })
})

describe('bedrock', () => {
  const client = (hush: never, endpoint: string) =>
    wrapBedrock(
      hush,
      new BedrockRuntimeClient({
        region: 'us-east-1',
        endpoint,
        credentials: { accessKeyId: 'a', secretAccessKey: 's' },
        maxAttempts: 2,
        // The default handler speaks HTTP/2 only.
        requestHandler: new NodeHttpHandler(),
      }),
    )
  const messages = [{ role: 'user' as const, content: [{ text: SECRET }] }]

  test('tracks converse, after a throttled attempt', async () => {
    const { hush, one } = recorder()
    const throttled = json({ message: SECRET }, 429, { 'x-amzn-errortype': 'ThrottlingException' })
    const answer = json({
      output: { message: { role: 'assistant', content: [{ text: 'completion of x' }] } },
      stopReason: 'end_turn',
      usage: { inputTokens: 5, outputTokens: 6, totalTokens: 11, cacheReadInputTokens: 4 },
    })
    await client(hush, await serve(throttled, answer)).send(
      new ConverseCommand({ modelId: 'amazon.nova-x', messages }),
    )
    expect(await one()).toMatchObject({
      vendor: { name: 'bedrock', operation: 'converse', http_status: 200, retry_count: 1 },
      model: 'amazon.nova-x',
      input_tokens: 9,
      cached_tokens: 4,
      output_tokens: 6,
    })
  })

  test('reads the tokens of any model from the headers', async () => {
    const { hush, one } = recorder()
    const counts = { 'x-amzn-bedrock-input-token-count': '8', 'x-amzn-bedrock-output-token-count': '3' }
    const url = await serve(json({ text: 'completion of x' }, 200, counts))
    const { body } = await client(hush, url).send(new InvokeModelCommand({ modelId: 'm', body: SECRET }))
    expect(body.transformToString()).toContain('completion of')
    expect(await one()).toMatchObject({
      vendor: { operation: 'invoke_model' },
      input_tokens: 8,
      output_tokens: 3,
    })
  })

  test('tracks a refusal', async () => {
    const { hush, one } = recorder()
    const refused = json({ message: SECRET }, 403, { 'x-amzn-errortype': 'AccessDeniedException' })
    const url = await serve(refused)
    await expect(client(hush, url).send(new ConverseCommand({ modelId: 'm', messages }))).rejects.toThrow()
    expect(await one()).toMatchObject({
      vendor: { http_status: 403, retry_count: 0 },
      result: 'error',
      error_type: 'AccessDeniedException',
    })
  })
})

describe('any other vendor', () => {
  const options = { name: 'zendesk', operation: 'search' }

  test('tracks what the application describes', async () => {
    const { hush, one } = recorder()
    const describe = (found: string[]) => ({ status: 201, input: found.length })
    const search = wrapVendor(hush, { ...options, describe }, async (query: string) => [query])
    expect(await search(SECRET)).toEqual([SECRET])
    expect(await one()).toMatchObject({
      vendor: { ...options, http_status: 201 },
      result: 'ok',
      input_tokens: 1,
    })
  })

  test('rethrows a failure and tracks its status', async () => {
    const { hush, one } = recorder()
    const failing = wrapVendor(hush, options, () =>
      Promise.reject(Object.assign(new TypeError(SECRET), { status: 503 })),
    )
    await expect(failing()).rejects.toThrow(SECRET)
    expect(await one()).toMatchObject({
      vendor: { http_status: 503 },
      result: 'error',
      error_type: 'TypeError',
    })
  })

  test('a description that throws does no harm', async () => {
    const { hush, one } = recorder()
    const describe = () => {
      throw new Error('no')
    }
    expect(await wrapVendor(hush, { ...options, describe }, async () => 1)()).toBe(1)
    expect(await one()).toMatchObject({ result: 'ok', vendor: { http_status: 200 } })
  })
})

test.each([
  ['/chat/completions', 'chat.completions'],
  ['/v1/messages?beta=true', 'messages'],
  ['/threads/thread_abc123/runs', 'threads.runs'],
  ['', 'other'],
])('the operation of %s is %s', (path, expected) => {
  expect(operationOf(path)).toBe(expected)
})

test.each([
  [{ model: 'a-1', input: 1_000_000, output: 1_000_000 }, 3],
  [{ model: 'a-1', input: 1_000_000, cached: 500_000 }, 0.75],
  [{ model: 'a-10-x', input: 1_000_000 }, 10],
  [{ model: 'b', input: 1 }, undefined],
  [{ model: 'a-1' }, undefined],
])('the cost of %j is %j', (usage, expected) => {
  const prices = { a: { input: 1, output: 2, cachedInput: 0.5 }, 'a-10': { input: 10, output: 20 } }
  expect(costOf(prices, usage)).toBe(expected)
})
