import { expect, test } from 'vitest'
import { noCounts } from './no-counts.js'
import { createPreparer } from './prepare.js'
import type { BatchItem } from './read-batch.js'
import { sanitizeItems } from './sanitize-items.js'
import { tenantContext } from './tenant-context.fixture.js'

test('an event is sanitized before the next one is read, so that what was found in it is not searched again', () => {
  const steps: string[] = []
  function* read(): Generator<BatchItem> {
    for (const parsed of ['first', 'second']) {
      steps.push(`read ${parsed}`)
      yield { parsed, leftOut: 0 }
    }
  }
  const preparer = createPreparer({ content: 'off', counts: noCounts })
  const items = sanitizeItems(read(), ({ parsed }) => {
    steps.push(`sanitize ${String(parsed)}`)
    return preparer.slowPath(parsed, tenantContext(), 0)
  })
  expect([...items].map((item) => 'sanitized' in item && item.sanitized)).toMatchObject([
    { code: 'invalid_type', path: '' },
    { code: 'invalid_type', path: '' },
  ])
  expect(steps).toEqual(['read first', 'sanitize first', 'read second', 'sanitize second'])
})
