import { expect, test } from 'vitest'
import { type CoreOptions, createClient } from './client.js'
import { createFakePlatform, testOptions } from './fake-platform.fixture.js'

async function sent(beforeSend: CoreOptions['beforeSend'], fields: object = {}) {
  const platform = createFakePlatform()
  const { client } = createClient(platform, { ...testOptions, beforeSend, consent: 'granted' })
  client.trackEvent('cta_clicked', fields)
  await platform.advance(1000)
  const body = platform.requests[0]?.body
  return { client, platform, event: body === undefined ? undefined : JSON.parse(body).events[0] }
}

test('sees the sanitized event, and its result is sent', async () => {
  const seen: unknown[] = []
  const { event } = await sent(
    (given) => {
      seen.push(given.label)
      return { ...given, label: 'other' }
    },
    { label: 'write to jane.doe@example.com' },
  )
  expect(seen).toEqual(['write to [email]'])
  expect(event).toMatchObject({ label: 'other', context: { redactions: 'email:1' } })
})

test('fields that it adds are sanitized', async () => {
  const { event } = await sent((given) => ({ ...given, label: 'mail jane.doe@example.com', secret: 'x' }))
  expect(event).toMatchObject({
    label: 'mail [email]',
    context: { redactions: 'email:1', removed_fields: 1 },
  })
})

test('cannot change id, type and version', async () => {
  const { event } = await sent(
    ({ label }) => ({ label, id: 'mine', event: 'page_view', schema_version: 7, ts: '2026-01-01T00:00:00Z' }),
    { label: 'x' },
  )
  expect(event).toMatchObject({ event: 'cta_clicked', schema_version: 1, label: 'x' })
  expect(event.id).toMatch(/^[0-9A-Z]{26}$/)
})

test.each([null, undefined, false])('keeps an event back by returning %s', async (answer) => {
  const { client, event } = await sent(() => answer as null)
  expect(event?.event).not.toBe('cta_clicked')
  expect(client.stats()).toMatchObject({ captured: 1, dropped: { before_send: 1 } })
})

test('fails closed, and warns once', async () => {
  const { client, platform } = await sent(() => {
    throw new Error('jane.doe@example.com')
  })
  client.track('page_view')
  expect(client.stats().dropped).toEqual({ before_send: 2 })
  expect(platform.warnings).toEqual(['hushlog: beforeSend failed'])
})
