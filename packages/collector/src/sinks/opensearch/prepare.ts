/**
 * Puts index templates and the retention policy where they are missing or of another version. A template that
 * an operator has edited keeps its digest and is left alone; so is a policy whose description is not
 * Hushlog's.
 */
import { createHash } from 'node:crypto'
import {
  type OpenSearchTemplate,
  opensearchRetentionPolicy,
  opensearchTemplates,
} from '@hushlog/schema/tables'
import { type Connection, member, responseError } from './connection.js'

export interface PrepareOptions {
  readonly indexPrefix: string
  readonly retentionDays: number
  /** Changes nothing. */
  readonly dryRun?: boolean
}

export interface PrepareStep {
  readonly what: string
  /**
   * `absent`: a dry run found it missing or of another version. `unavailable`: the cluster has no such
   * plugin. `refused`: the cluster did not take it, and events are stored without it.
   */
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'absent' | 'unavailable' | 'refused'
}

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)

/**
 * @throws OpenSearchError when a template cannot be put, since events would be stored without their mapping
 */
export async function prepare(
  connection: Connection,
  { indexPrefix, retentionDays, dryRun = false }: PrepareOptions,
  signal: AbortSignal,
): Promise<readonly PrepareStep[]> {
  const steps: PrepareStep[] = []
  for (const template of opensearchTemplates({ indexPrefix }))
    steps.push(...(await putTemplate(connection, template, dryRun, signal)))
  steps.push(await putPolicy(connection, { indexPrefix, retentionDays, dryRun }, signal))
  return steps
}

async function putTemplate(
  connection: Connection,
  { name, body }: OpenSearchTemplate,
  dryRun: boolean,
  signal: AbortSignal,
): Promise<readonly PrepareStep[]> {
  const what = `index template ${name}`
  const path = `/_index_template/${name}`
  const mark = digest(body)
  const found = await connection.request('GET', path, { signal })
  if (found.status !== 200 && found.status !== 404) throw responseError(found)
  const before = member(found.body, 'index_templates', 0, 'index_template')
  if (member(before, '_meta', 'hushlog') === mark) return [{ what, outcome: 'unchanged' }]
  if (dryRun) return [{ what, outcome: 'absent' }]
  const put = await connection.request('PUT', path, {
    body: { ...body, _meta: { hushlog: mark, description: 'Written by Hushlog.' } },
    signal,
  })
  if (put.status !== 200) throw responseError(put)
  if (before === undefined) return [{ what, outcome: 'created' }]
  return [{ what, outcome: 'updated' }, await addFields(connection, { name, body }, signal)]
}

/**
 * Adds new fields to the indices that are there already. A template applies only to those that are created
 * later.
 */
async function addFields(
  connection: Connection,
  { body }: OpenSearchTemplate,
  signal: AbortSignal,
): Promise<PrepareStep> {
  const [pattern = ''] = body.index_patterns
  const { properties } = body.template.mappings
  const response = await connection.request(
    'PUT',
    `/${pattern}/_mapping?ignore_unavailable=true&allow_no_indices=true`,
    { body: { properties }, signal },
  )
  if (response.status >= 500 || response.status === 429) throw responseError(response)
  const outcome = response.status === 200 ? 'updated' : response.status === 404 ? 'unchanged' : 'refused'
  return { what: `fields of ${pattern}`, outcome }
}

/** The description of a policy that Hushlog has put. */
const OURS = /^Deletes daily indices of events after \d+ days\.$/

/**
 * Index State Management is a plugin. Without it the policy in `deploy/opensearch` says what to do by other
 * means.
 */
async function putPolicy(
  connection: Connection,
  options: PrepareOptions,
  signal: AbortSignal,
): Promise<PrepareStep> {
  const { name, body } = opensearchRetentionPolicy(options)
  const what = `retention policy ${name}`
  const path = `/_plugins/_ism/policies/${name}`
  const found = await connection.request('GET', path, { signal })
  if (found.status >= 500 || found.status === 429) throw responseError(found)
  if (found.status === 400) return { what, outcome: 'unavailable' }
  let query = ''
  if (found.status === 200) {
    const description = member(found.body, 'policy', 'description')
    const keep = typeof description !== 'string' || !OURS.test(description)
    if (keep || description === body.policy.description) return { what, outcome: 'unchanged' }
    query = `?if_seq_no=${member(found.body, '_seq_no')}&if_primary_term=${member(found.body, '_primary_term')}`
  }
  if (options.dryRun) return { what, outcome: 'absent' }
  const put = await connection.request('PUT', `${path}${query}`, { body, signal })
  if (put.status >= 500 || put.status === 429) throw responseError(put)
  if (put.status === 200 || put.status === 201)
    return { what, outcome: found.status === 200 ? 'updated' : 'created' }
  // With 409 another collector was faster. A cluster without the plugin answers 400 or 404.
  if (put.status === 409) return { what, outcome: 'unchanged' }
  return { what, outcome: put.status === 400 || put.status === 404 ? 'unavailable' : 'refused' }
}
