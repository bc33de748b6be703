/** Runs `hushlog query` against a server that answers as a collector does. */
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runCommand } from './run-command.fixture.js'

const folder = mkdtempSync(join(tmpdir(), 'hushlog-query-'))
const config = join(folder, 'hushlog.yaml')
writeFileSync(config, 'data_dir: data\nadmin_password: a-long-password\n')

let asked: unknown
let answer: { status: number; body: object }
const server = createServer(async (request, response) => {
  asked = [request.method, request.url, await json(request)]
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
})
let url = ''

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  answer = {
    status: 200,
    body: {
      columns: [{ id: 'topic' }, { id: 'answers' }],
      rows: [
        { dimensions: ['=tax'], metrics: [12], comparison: { metrics: [8], change: [0.5] } },
        { dimensions: [null], metrics: [1 / 3], comparison: { metrics: [null], change: [null] } },
      ],
    },
  }
})

const query = (...args: readonly string[]) => runCommand(['query', '-c', config, '--url', url, ...args])

test('flags are a query, and go before its JSON', async () => {
  await query(
    '{"metrics":["events"],"limit":5}',
    ...[
      '--tenant',
      'acme',
      '--metrics',
      'answers',
      '--by',
      'time:day,topic',
      '--range',
      '2026-01-01,2026-01-31',
    ],
    ...[
      '--filter',
      '["is","channel",["chat"]]',
      '--time-zone',
      'Europe/Zurich',
      '--compare',
      'previous_period',
    ],
  )
  expect(asked).toEqual([
    'POST',
    '/v1/query',
    {
      tenant: 'acme',
      metrics: ['answers'],
      dimensions: ['time:day', 'topic'],
      filters: [['is', 'channel', ['chat']]],
      date_range: ['2026-01-01', '2026-01-31'],
      time_zone: 'Europe/Zurich',
      compare: 'previous_period',
      limit: 5,
    },
  ])
})

test('prints an aligned table, CSV that no spreadsheet runs, or JSON', async () => {
  expect((await query('--metrics', 'answers', '--by', 'topic')).split('\n')).toEqual([
    'topic   answers  answers_before  answers_change',
    '=tax         12               8             0.5',
    '-      0.333333               -               -',
    '',
  ])
  expect((await query('--metrics', 'answers', '--format', 'csv')).split('\n').slice(0, 2)).toEqual([
    'topic,answers,answers_before,answers_change',
    "'=tax,12,8,0.5",
  ])
  expect(JSON.parse(await query('--metrics', 'answers', '--format', 'json'))).toEqual(answer.body)
})

test('says what the collector refuses, and where', async () => {
  answer = {
    status: 400,
    body: {
      code: 'invalid_query',
      title: 'Invalid query',
      pointer: '/metrics/0',
      detail: 'expected a metric',
    },
  }
  await expect(query('--metrics', 'anwsers')).rejects.toThrow(
    'the collector refused (invalid_query): Invalid query at /metrics/0: expected a metric',
  )
  await expect(query()).rejects.toThrow('name the metrics')
  await expect(query('{SENTINEL')).rejects.toThrow('the query is not JSON')
})
