/** Tests what a developer is told about mistakes: the mistake, the way out, and no value. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createHushlog } from './create-hushlog.js'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Returns the warnings of a client that tracks one event. */
async function warningsOf(options: object): Promise<string> {
  const warnings: string[] = []
  const hush = createHushlog({
    endpoint: 'http://127.0.0.1:1',
    writeKey: 'hlw_secret',
    requestTimeout: 100,
    warn: (message: string) => warnings.push(message),
    ...options,
  })
  hush.track('page_view', { session_id: 's-1' })
  await hush.shutdown(300)
  const all = warnings.join('\n')
  expect(all).not.toContain('hlw_secret')
  return all
}

test.each([
  ['a collector that does not run', {}, /ECONNREFUSED.*Nothing listens at the address/],
  ['a host name that does not exist', { endpoint: 'http://collector.invalid' }, /(ENOTFOUND|EAI_AGAIN).*DNS/],
  ['no scheme', { endpoint: 'collector.example' }, /wrong endpoint.*http\(s\) address/],
  ['another scheme', { endpoint: 'ftp://collector.example' }, /wrong endpoint/],
  ['a path alone', { endpoint: '/hushlog' }, /ERR_INVALID_URL.*whole http\(s\) address/],
  ['no key', { writeKey: undefined }, /no writeKey/],
  ['a spool that is none', { spool: 7 }, /wrong option spool: expected a folder/],
  ['a spool without a folder', { spool: { maxBytes: 5 } }, /wrong option spool: expected a folder/],
  ['no spool', { spool: null }, /wrong option spool/],
  ['a misspelled option of the spool', { spool: { maxByte: 5 } }, /maxByte, did you mean maxBytes/],
  ['a misspelled option', { spol: 'x' }, /spol, did you mean spool/],
  ['an option of another type', { flushOnSignals: 'no' }, /wrong option flushOnSignals: expected a boolean/],
])('%s is named', async (_, options, message) => {
  expect(await warningsOf(options)).toMatch(message)
})

test('a warning that is no function is replaced by the console, and nothing is thrown', () => {
  expect(() =>
    createHushlog({ endpoint: 'http://127.0.0.1:1', writeKey: 'x', warn: 'x' as never }),
  ).not.toThrow()
})

test('a port that speaks http is no TLS, and a server that does not answer took too long', async () => {
  const url = await listen(() => undefined)
  expect(await warningsOf({ endpoint: url })).toMatch(/ETIMEDOUT.*requestTimeout/)
  expect(await warningsOf({ endpoint: url.replace('http:', 'https:') })).toMatch(/TLS failed/)
})

test.each([
  [404, /answered 404.*without \/v1\/events/],
  [401, /unauthorized 401.*write key/],
  [403, /unauthorized 403.*origins/],
  [429, /answered 429.*limit/],
  [503, /answered 503.*overloaded/],
])('status %s is explained', async (status, message) => {
  const url = await listen((request, response) => {
    request.resume()
    response.writeHead(status).end()
  })
  expect(await warningsOf({ endpoint: url })).toMatch(message)
})

test('what the collector expected of a rejected event is told', async () => {
  const url = await listen((request, response) => {
    request.resume()
    const rejected = [{ index: 0, code: 'invalid_value', path: 'ts', expected: 'a time' }]
    response.writeHead(202).end(JSON.stringify({ accepted: 0, rejected }))
  })
  expect(await warningsOf({ endpoint: url })).toContain('rejected invalid_value at ts, expected a time')
})
