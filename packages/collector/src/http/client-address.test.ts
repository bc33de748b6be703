import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { createClientAddress } from './client-address.js'

const warnings: string[] = []
const find = (trustProxy: number, peer: string | undefined, forwarded?: string) =>
  createClientAddress({
    trustProxy,
    logger: { warn: (fields, message) => warnings.push(JSON.stringify(fields) + message) },
  })({
    socket: { remoteAddress: peer },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  } as unknown as IncomingMessage)

test.each([
  ['a client without a proxy', 0, '203.0.113.7', undefined, '203.0.113.7'],
  ['an IPv4 address written as IPv6', 0, '::ffff:203.0.113.7', undefined, '203.0.113.7'],
  ['a network of IPv6', 0, '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2'],
  ['a header that a client made up', 0, '8.8.8.8', '203.0.113.7', '8.8.8.8'],
  ['one proxy', 1, '10.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['one proxy and a header that the client made up', 1, '10.0.0.1', '1.1.1.1, 203.0.113.7', '203.0.113.7'],
  ['two proxies', 2, '10.0.0.1', '1.1.1.1, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
  ['fewer proxies than configured', 3, '10.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['a proxy that says nothing', 1, '10.0.0.1', undefined, '10.0.0.1'],
  ['a proxy that sends no address', 1, '10.0.0.1', 'unknown', undefined],
  ['a socket of the file system', 0, undefined, undefined, undefined],
])('finds %s', (_name, trustProxy, peer, forwarded, expected) => {
  const key = find(trustProxy, peer, forwarded)
  const groups = expected?.split(':').map((group) => Number.parseInt(group, 16))
  expect(key).toBe(groups === undefined || groups.length === 1 ? expected : groups.join(':'))
})

test('addresses of one IPv6 network have one key', () => {
  expect(find(0, '2001:db8:1:2:ffff::1')).toBe(find(0, '2001:db8:1:2::'))
  expect(find(0, '2001:db8:1:3::1')).not.toBe(find(0, '2001:db8:1:2::1'))
})

test('a proxy that is not configured is warned of once, without an address, and has no limit', () => {
  warnings.length = 0
  const clientAddress = createClientAddress({
    trustProxy: 0,
    logger: { warn: (fields, message) => warnings.push(JSON.stringify(fields) + message) },
  })
  for (const peer of ['127.0.0.1', '10.1.2.3', '::1', 'fd00::1', '::ffff:192.168.0.9']) {
    const request = { socket: { remoteAddress: peer }, headers: { 'x-forwarded-for': '203.0.113.7' } }
    expect(clientAddress(request as unknown as IncomingMessage)).toBeUndefined()
  }
  expect(warnings).toEqual([
    expect.stringMatching(/^\{\}a proxy sends .* set trust_proxy to the number of proxies$/),
  ])
})
