import { describe, expect, it } from 'vitest'
import { asCurl } from './copy-items.js'

describe('a copied query', () => {
  it('keeps a quote inside a value out of the shell', () => {
    const query = {
      metrics: ['questions'],
      filters: [['is', 'topic', ["it's"]]],
      date_range: '7d',
      time_zone: 'UTC',
    } as const
    expect(asCurl(query, 'http://x/v1/query')).toBe(
      `curl -u USER:PASSWORD -H 'content-type: application/json' -d '{"metrics":["questions"],"filters":[["is","topic",["it'\\''s"]]],"date_range":"7d","time_zone":"UTC"}' http://x/v1/query`,
    )
  })
})
