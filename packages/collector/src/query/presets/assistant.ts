/** The reports about what an assistant does not know, decides, automates and calls. */
import { asNamed, type Preset } from './preset.js'

const gaps = asNamed('no_matches', 'answers', 'no_match_rate', 'match_score_avg')
const outcomes = asNamed('automated_replies', 'blocked_replies', 'failed_replies')
const automation = [
  ...outcomes,
  ...asNamed(
    'deflection_estimate',
    'first_reply_time_avg',
    'first_reply_time_median',
    'first_reply_time_p95',
  ),
]
const overrides = asNamed('decisions', 'overrides', 'override_rate', 'misroute_rate', 'confidence_avg')
const vendors = asNamed(
  'vendor_calls',
  'vendor_error_rate',
  'vendor_call.latency_ms_avg',
  'vendor_call.latency_ms_p95',
  'cost_usd_sum',
  'input_tokens_sum',
  'output_tokens_sum',
)

export const assistantPresets: readonly Preset[] = [
  {
    name: 'gaps',
    title: 'Where answers found no match',
    tenants: 'named',
    lists: [
      { name: 'rows', title: 'By topic', by: ['topic'], columns: gaps, only: 'no_matches' },
      { name: 'pages', title: 'By page', by: ['page_path'], columns: gaps, only: 'no_matches' },
      { name: 'days', title: 'By day', by: ['time:day'], columns: gaps },
    ],
  },
  {
    name: 'automation',
    title: 'Automated replies, and tickets that no person answered',
    tenants: 'named',
    lists: [
      { name: 'rows', title: 'By week', by: ['time:week'], columns: automation },
      { name: 'channels', title: 'By channel', by: ['channel'], columns: automation },
      { name: 'templates', title: 'By template', by: ['template_id'], columns: outcomes },
      {
        name: 'block_reasons',
        title: 'By reason of a block',
        by: ['block_reason'],
        columns: asNamed('blocked_replies'),
        only: 'blocked_replies',
      },
    ],
  },
  {
    name: 'overrides',
    title: 'Decisions that people overrode',
    tenants: 'named',
    lists: [
      { name: 'rows', title: 'By week', by: ['time:week'], columns: overrides },
      {
        name: 'routes',
        title: 'From one department to another',
        by: ['from_department', 'to_department'],
        columns: asNamed('overrides'),
        only: 'overrides',
      },
      {
        name: 'types',
        title: 'By type',
        by: ['override_type'],
        columns: asNamed('overrides'),
        only: 'overrides',
      },
      {
        name: 'intents',
        title: 'By intent',
        by: ['primary_intent'],
        columns: asNamed('decisions', 'confidence_avg'),
      },
      {
        name: 'confidence',
        title: 'By confidence',
        by: ['bucket:confidence'],
        columns: asNamed('decisions'),
        only: 'decisions',
      },
    ],
  },
  {
    name: 'vendors',
    title: 'Calls of vendors, their errors, latency and cost',
    tenants: 'named',
    lists: [
      { name: 'rows', title: 'By vendor', by: ['vendor.name'], columns: vendors },
      {
        name: 'operations',
        title: 'By operation',
        by: ['vendor.name', 'vendor.operation'],
        columns: vendors,
      },
      { name: 'models', title: 'By model', by: ['model'], columns: vendors, only: 'vendor_calls' },
      { name: 'weeks', title: 'By week', by: ['time:week'], columns: vendors },
    ],
  },
]
