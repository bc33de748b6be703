/** An alert that a running collector takes over by SIGHUP fires from stored events, and tells its webhook, signed. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { acme, type CollectorProcess, startCollector } from '../processes/collector-process.js'
import { newEvent, postAccepted } from '../traffic/send-events.js'

const SECRET = 'e2e-webhook-secret-0001'

interface Told {
  readonly signature: string
  readonly body: string
}

const told: Told[] = []
let receiver: Server | undefined
let collector: CollectorProcess | undefined
afterEach(async () => {
  await collector?.dispose()
  receiver?.close()
})

async function startReceiver(): Promise<string> {
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (part: string) => {
      body += part
    })
    request.on('end', () => {
      told.push({ signature: String(request.headers['hushlog-signature']), body })
      response.end()
    })
  })
  receiver = server
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`
}

const isGenuine = ({ signature, body }: Told): boolean => {
  const [, t = '', v1 = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? []
  const expected = createHmac('sha256', SECRET).update(`${t}.${body}`).digest()
  return timingSafeEqual(expected, Buffer.from(v1, 'hex'))
}

const linesOf = ({ stdout }: CollectorProcess, message: string) =>
  stdout()
    .split('\n')
    .filter((line) => line.includes(`"msg":"${message}"`))

// Alerts are looked at every 15 seconds.
test('SIGHUP takes over alerts, and one that fires is told', async () => {
  const webhook = await startReceiver()
  const running = await startCollector()
  collector = running
  const config = JSON.parse(await readFile(running.configFile, 'utf8')) as object
  const reloadWith = async (alerts: readonly object[]) => {
    await writeFile(running.configFile, JSON.stringify({ ...config, alerts }, undefined, 2))
    process.kill(running.pid() ?? 0, 'SIGHUP')
  }
  const read = async (path: string) => {
    const headers = { authorization: `Bearer ${acme.readToken}` }
    return (await fetch(running.url + path, { headers })).json() as Promise<Record<string, unknown>>
  }
  await postAccepted(
    running.url,
    acme.writeKey,
    [true, true, false].map((no_match) => newEvent({ event: 'agent_response', no_match })),
  )
  const alert = {
    name: 'no-match',
    tenant: acme.id,
    query: { metrics: ['no_match_rate'] },
    above: 0.5,
    window: '1h',
    periods: 1,
    notify: ['log', { webhook, secret: SECRET }],
  }
  await reloadWith([alert])
  await expect.poll(() => told.length, { timeout: 60_000 }).toBe(1)

  const [message] = told
  if (message === undefined) throw new Error('nothing was told')
  expect(isGenuine(message)).toBe(true)
  expect(JSON.parse(message.body)).toMatchObject({ name: 'no-match', tenant: acme.id, state: 'firing' })
  const { alerts } = (await read('/v1/alerts')) as {
    alerts: { state: string; value: number; link: string }[]
  }
  expect(alerts).toMatchObject([{ name: 'no-match', state: 'firing', threshold: 0.5 }])
  // The figure is that of the query which the alert names.
  const shown = (await read(alerts[0]?.link ?? '')) as { rows: { metrics: number[] }[] }
  expect(shown.rows[0]?.metrics[0]).toBe(alerts[0]?.value)
  expect(linesOf(running, 'alert')).toHaveLength(1)

  await reloadWith([{ ...alert, query: { metrics: ['no_match_rat'] } }])
  await expect.poll(() => linesOf(running, 'the configuration was not reloaded')).toHaveLength(1)
  expect((await read('/v1/alerts')).alerts).toHaveLength(1)
  await reloadWith([])
  await expect.poll(async () => (await read('/v1/alerts')).alerts, { timeout: 10_000 }).toEqual([])
  expect(running.output()).not.toContain(SECRET)
}, 120_000)
