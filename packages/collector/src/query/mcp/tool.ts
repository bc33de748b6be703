/** What a tool for assistants is, and what it answers with. */
import type { ReadAccess } from '../../http/access.js'
import type { Audit } from '../../http/audit.js'
import type { JsonSchema } from '../../http/route.js'
import type { RefusalRow } from '../../ingest/refusals/refusals.js'
import type { NamedReportStore } from '../../sinks/report-store.js'
import type { QuerySettings } from '../language/query-settings.js'

export interface ToolContext {
  readonly access: ReadAccess
  readonly askStore: <T>(report: string, ask: (from: NamedReportStore) => Promise<T>) => Promise<T>
  /** @returns milliseconds since the epoch */
  readonly now: () => number
  readonly audit: Pick<Audit, 'read'>
  readonly settings: QuerySettings
  readonly refusalsOf: (tenantId: string) => readonly RefusalRow[]
}

export type ToolInput = Readonly<Record<string, unknown>>

export interface Tool {
  readonly name: string
  readonly title: string
  readonly description: string
  /** It has `type: 'object'`. */
  readonly input: JsonSchema & { readonly type: 'object' }
  /** An input that works in every collector. */
  readonly example: ToolInput
  /** @throws Problem where the input is wrong, or no store can answer */
  call(input: ToolInput, context: ToolContext): object | Promise<object>
}

/** Leaves out a member of a request: a token has its tenant. */
export function withoutTenant<T extends { readonly properties: Readonly<Record<string, JsonSchema>> }>(
  schema: T,
): T {
  const { tenant: _tenant, ...properties } = schema.properties
  return { ...schema, properties }
}
