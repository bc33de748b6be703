/** Cases of what was removed from events, and of what clients dropped. */
import type { FigureCase } from './case.fixture.js'

export const ledgerCases: readonly FigureCase[] = [
  {
    name: 'redactions are added by rule and stage',
    events: [
      ['01-05T10:00', 'user_query', { context: { redactions: 'email:2,iban:1' }, channel: 'chat' }],
      ['01-05T10:00', 'user_query', { collector_redactions: 'email:3' }],
      ['01-05T10:00', 'user_query'],
    ],
    query: { metrics: ['redactions'], dimensions: ['rule', 'stage'], include: { totals: true } },
    rows: [
      ['email', 'collector', 3],
      ['email', 'client', 2],
      ['iban', 'client', 1],
    ],
    totals: [6],
  },
  {
    name: 'redactions are filtered by rule and by what the event says',
    events: [
      ['01-05T10:00', 'user_query', { context: { redactions: 'email:2,iban:1' }, channel: 'chat' }],
      ['01-05T10:00', 'user_query', { context: { redactions: 'email:4' }, channel: 'mail' }],
    ],
    query: {
      metrics: ['redactions'],
      filters: [
        ['is', 'rule', ['email']],
        ['is', 'channel', ['chat']],
      ],
    },
    rows: [[2]],
  },
  {
    name: 'removed fields are those of both stages',
    events: [
      ['01-05T10:00', 'user_query', { context: { removed_fields: 2 } }],
      ['01-05T10:00', 'page_view', { collector_removed_fields: 3 }],
      ['01-05T10:00', 'page_view'],
    ],
    query: { metrics: ['removed_fields', 'redactions'] },
    rows: [[5, 0]],
  },
  {
    name: 'client drops are added by reason',
    events: [
      ['01-05T10:00', 'client_report', { drops: 'queue_full:5,too_large:1' }],
      ['01-05T10:00', 'client_report', { drops: 'queue_full:2' }],
      ['01-05T10:00', 'client_report'],
    ],
    query: { metrics: ['client_drops'], dimensions: ['reason'], include: { totals: true } },
    rows: [
      ['queue_full', 7],
      ['too_large', 1],
    ],
    totals: [8],
  },
]
