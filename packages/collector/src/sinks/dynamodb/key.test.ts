import { eventNames } from '@hushlog/schema'
import { describe, expect, it } from 'vitest'
import { belongsTo, keyOf } from './key.js'

const id = '01KE6SJT80000000000000000B'
const key = (event: string, body: Record<string, unknown> = { session_id: 'S-1_x' }, tenantId = 'acme') =>
  keyOf({ id, event, tenantId }, body)

describe('the key of an event', () => {
  it('begins with the prefix that readers of the table look for', () => {
    expect(key('session_start')).toBe(`session_S-1_x_${id}_acme`)
    expect(key('session_end')).toBe(`session_end_S-1_x_${id}_acme`)
    expect(key('file_upload')).toBe(`upload_S-1_x_${id}_acme`)
    expect(key('user_query')).toBe(`query_S-1_x_${id}_acme`)
    expect(key('agent_response')).toBe(`response_S-1_x_${id}_acme`)
    expect(key('custom', { name: 'cta seen', session_id: 's' })).toBe(`custom_cta seen_${id}_acme`)
    expect(key('page_view')).toBe(`page_view_S-1_x_${id}_acme`)
  })

  it('leaves out a session that the event does not have', () => {
    expect(key('request', {})).toBe(`request_${id}_acme`)
    expect(key('request', { session_id: '' })).toBe(`request_${id}_acme`)
  })

  it('differs for another event, id or tenant, whatever characters the names have', () => {
    const keys = [
      ...eventNames.map((event) => key(event, { session_id: 's', name: 'n' })),
      key('session_start', { session_id: 'end_s' }, 'globex'),
      key('session_end', {}, 'b'),
      key('user_query', { session_id: 's' }, 'a-b'),
      keyOf({ id: id.replace('B', 'C'), event: 'user_query', tenantId: 'acme' }, { session_id: 's' }),
    ]
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('ends with its tenant', () => {
    expect(belongsTo(key('user_query'), 'acme')).toBe(true)
    for (const other of ['me', 'cme', 'globex', 'b-acme'])
      expect(belongsTo(key('user_query'), other)).toBe(false)
    expect(belongsTo(key('user_query', {}, 'b-acme'), 'acme')).toBe(false)
  })

  it('stays within the length of a key', () => {
    const long = key('custom', { name: '😀'.repeat(5000) })
    expect(Buffer.byteLength(long)).toBeLessThan(2048)
  })
})
