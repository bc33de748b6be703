/**
 * Turns one event into a record for the log. Most events leave as they came: the fast path reads them where they stand in
 * the text of a body, and `toRecord` adds what only the collector knows. All others take the slow path:
 * sanitize → encode. The sanitizer mends the form of a field or removes it; an event that it cannot take is rejected with a
 * code and a schema path. An event is sanitized as soon as it is read, while the sanitizer still has in mind what it found
 * in it on the fast path; it is counted when the whole body has been read.
 *
 * Nothing here differs by tenant but what a call is given in `TenantContext`, so tenants with equal options share one
 * preparer (`preparers.ts`).
 */
import { isObject } from '@hushlog/base'
import { expectedAt } from '@hushlog/schema'
import {
  type CustomRule,
  formatCounts,
  type RemovedField,
  rules,
  SanitizeError,
  sanitize,
} from '@hushlog/schema/sanitize'
import { withoutStack } from '../runtime/without-stack.js'
import { correctEvent } from './client-clock.js'
import type { IngestCounts, RejectCode } from './counts.js'
import { createEventTime } from './event-time.js'
import { createEventReader, type UnchangedEvent } from './fast-path/event-reader.js'
import type { Source } from './fast-path/source.js'
import type { Subjects } from './fast-path/subjects.js'
import { addDeviceClass, addUserAgent, type PageFacts } from './page-facts.js'
import type { Pseudonymize } from './pseudonymize.js'
import { restoreEvent, type StoredRemarks } from './restore.js'
import { isInRange, isTimeOfOtherYears, type TimeRange } from './time-range.js'
import type { PreparedRecord } from './to-records.js'

/** Says why an event was not accepted. It never holds a value. */
export interface Rejection {
  readonly code: RejectCode
  /** Names the field by its path in the schema. */
  readonly path: string
  readonly expected: string | undefined
}

export interface PreparerOptions {
  readonly content: 'off' | 'redacted'
  readonly rules?: readonly CustomRule[] | undefined
  readonly denyKeys?: readonly string[] | undefined
  readonly counts: IngestCounts
  /** Only tests of its failures replace it. */
  readonly sanitizeEvent?: typeof sanitize
}

/** Holds what differs between tenants that share a preparer. */
export interface TenantContext {
  readonly id: string
  /** Says how old an event may be. */
  readonly times: TimeRange
  /** Says whether events may be lines of an export, which are to be stored as they were. */
  readonly restores: boolean
  readonly pseudonymize: Pseudonymize
  /** Replaces subjects on the fast path. */
  readonly subjects: Subjects
  /** Holds the members that end every record, up to the value of `received_at`. They are encoded once. */
  readonly stamp: string
}

/** Holds what the events of one request have in common. */
export interface RequestContext {
  readonly tenant: TenantContext
  /** Is in milliseconds since the epoch. */
  readonly receivedAt: number
  /** Is the same time as RFC 3339. */
  readonly receivedText: string
  /** Milliseconds to add to the times of the client, whose clock is wrong; 0 when it is right or unknown. */
  readonly clockOffset: number
  /** Is undefined when no page sent the request. */
  readonly page?: PageFacts | undefined
}

/** Describes an event that may leave as it came, wherever it was read. `json` lacks the closing brace. */
type EventText = Omit<UnchangedEvent, 'end'>

/** An event that the slow path has sanitized and encoded, and what is to be counted of it. */
export interface SanitizedEvent {
  readonly text: EventText
  readonly findings: readonly (readonly [rule: string, count: number])[]
  readonly removedFields: readonly RemovedField[]
}

export interface Preparer {
  /**
   * Reads an event where it stands in a body, and corrects its time by `clockOffset`. Returns undefined for one that
   * has to be parsed.
   */
  fastPath(source: Source, at: number, tenant: TenantContext, clockOffset: number): UnchangedEvent | undefined
  /** Completes an event that the fast path read, if its time is in range. */
  toRecord(event: EventText, context: RequestContext): PreparedRecord | Rejection
  /**
   * Sanitizes and encodes an event that was parsed, and corrects its time by `clockOffset`.
   *
   * @param leftOut how many members of the event were left out when it was parsed; the default is 0
   */
  slowPath(
    event: unknown,
    tenant: TenantContext,
    clockOffset: number,
    leftOut?: number,
  ): SanitizedEvent | Rejection
  /**
   * Counts what was found in an event of the slow path, and completes it, if its time is in range.
   *
   * @param onRemoved hears of each field of the event that cannot be taken, once the event is prepared
   */
  finish(
    event: SanitizedEvent | Rejection,
    context: RequestContext,
    onRemoved?: OnRemoved,
  ): PreparedRecord | Rejection
}

/** Hears which field was removed. It never hears a value. */
export type OnRemoved = (field: RemovedField & { readonly expected: string | undefined }) => void

export const isRejection = (prepared: PreparedRecord | SanitizedEvent | Rejection): prepared is Rejection =>
  'code' in prepared

const outOfRange = ({ expected }: TimeRange): Rejection => ({
  code: 'time_out_of_range',
  path: 'ts',
  expected,
})

/** Is what the sanitizer says of anything that is no object. */
const NO_EVENT: Rejection = { code: 'invalid_type', path: '', expected: expectedAt(undefined, '') }

/** Names the rules of the sanitizer, and what stands for a key of a property. */
const builtInRules: readonly string[] = [...rules.map(({ id }) => id), 'property_key']

/** Stands in the counts for a rule that a client names and the collector does not have. */
const UNKNOWN_RULE = 'custom'

/** Lists the rules that findings are counted under, beside those that tenants add. */
export const findingRules: readonly string[] = [...builtInRules, UNKNOWN_RULE]

/** Holds what was expected by event type and path, of which the catalogue has few: they are looked for in lists. */
const knownExpected = new Map<string, string | undefined>()

/** @param event a type of the catalogue */
const expectedOf = (event: string, path: string): string | undefined => {
  const place = `${event} ${path}`
  if (!knownExpected.has(place)) knownExpected.set(place, expectedAt(event, path))
  return knownExpected.get(place)
}

type EventFields = Readonly<Record<string, unknown>>

const REDACTION = /([a-z][a-z0-9_]*):(\d+)/g

/** Half of a surrogate pair has no UTF-8 and stores refuse its escape, so it becomes U+FFFD. */
const LONE_SURROGATE = '\\ud'
const wellFormed = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? Buffer.from(value).toString() : value

const toJson = (event: Record<string, unknown>): string => {
  const text = JSON.stringify(event)
  return text.includes(LONE_SURROGATE) ? JSON.stringify(event, wellFormed) : text
}

const typeOf = (event: unknown): unknown => (isObject(event) ? event.event : undefined)

/** Shows whether the sanitizer keeps `user_agent`. */
const SESSION_START = {
  id: '01JABCDEFGHJKMNPQRSTVWXYZ0',
  event: 'session_start',
  ts: '2026-01-01T00:00:00Z',
  schema_version: 1,
  session_id: 's',
  user_agent: 'other, other',
}

const keepsUserAgent = (denyKeys: readonly string[] | undefined): boolean =>
  'user_agent' in sanitize(SESSION_START, { denyKeys }).event

/** @returns undefined for an empty list, for which the sanitizer shares what it compiles */
const unlessEmpty = <Item>(list: readonly Item[] | undefined): readonly Item[] | undefined =>
  list === undefined || list.length === 0 ? undefined : list

/** @throws CustomRuleError when a rule cannot be used. */
export const createPreparer = ({
  content,
  rules: customRules,
  denyKeys,
  counts,
  sanitizeEvent = sanitize,
}: PreparerOptions): Preparer => {
  /** Belongs to the tenant whose event is prepared: the slow path is synchronous, so there is only one at a time. */
  let pseudonymize: Pseudonymize = (value) => value
  const options = {
    content,
    rules: unlessEmpty(customRules),
    denyKeys: unlessEmpty(denyKeys),
    pseudonymize: (value: string) => pseudonymize(value),
  }
  const ruleNames: ReadonlySet<string> = new Set([
    ...builtInRules,
    ...(customRules ?? []).map(({ id }) => id),
  ])
  const readUnchanged = createEventReader(options)
  const eventTime = createEventTime()
  // A denied key is not added either.
  const addsUserAgent = keepsUserAgent(options.denyKeys)

  /** Rules that the collector does not have count as `custom`: a client could fill the metrics with names. */
  const countClientFindings = (redactions: string): void => {
    for (const [, rule = '', count] of redactions.matchAll(REDACTION)) {
      counts.finding(ruleNames.has(rule) ? rule : UNKNOWN_RULE, 'client', Number(count))
    }
  }

  const withPageFacts = ({ event, json, hasDevice }: EventText, page: PageFacts): string => {
    const completed = event === 'session_start' && addsUserAgent ? addUserAgent(json, page) : json
    return hasDevice ? completed : addDeviceClass(completed, page)
  }

  const toRecord = (event: EventText, context: RequestContext): PreparedRecord | Rejection => {
    const { tenant, receivedAt, receivedText, page } = context
    const time = eventTime(event.ts)
    if (!isInRange(time, receivedAt, tenant.times)) return outOfRange(tenant.times)
    if (event.redactions !== undefined) countClientFindings(event.redactions)
    // A back end may set an Origin; its events say which library made them.
    const isOfPage = event.sdk === undefined || event.sdk === 'browser'
    const json = page === undefined || !isOfPage ? event.json : withPageFacts(event, page)
    return {
      id: event.id,
      tenantId: tenant.id,
      event: event.event,
      time,
      receivedAt,
      hasText: event.hasText,
      json: `${json}${tenant.stamp}${receivedText}"}`,
    }
  }

  const reportRemoved = (
    event: string,
    removedFields: readonly RemovedField[],
    tenantId: string,
    onRemoved: OnRemoved | undefined,
  ): void => {
    for (const field of removedFields) {
      counts.fieldRemoved(tenantId, field.path, field.code, field.count)
      onRemoved?.({ ...field, expected: expectedOf(event, field.path) })
    }
  }

  /**
   * @param remarks what was said of the event when it was stored before
   * @param leftOut how many of its members were not parsed
   */
  const sanitized = (event: unknown, remarks: StoredRemarks, leftOut: number): SanitizedEvent => {
    const { event: fields, findings: found, removed, removedFields, hasText } = sanitizeEvent(event, options)
    Object.assign(fields, remarks)
    const removedNow = removed + leftOut
    if (removedNow > 0) fields.collector_removed_fields = removedNow + (remarks.collector_removed_fields ?? 0)
    const findings = Object.entries(found)
    if (findings.length > 0) fields.collector_redactions = formatCounts(found)
    const { redactions, device_class: device, sdk } = (fields.context ?? {}) as EventFields
    const text = {
      id: String(fields.id),
      event: String(fields.event),
      ts: String(fields.ts),
      json: toJson(fields).slice(0, -1),
      hasText,
      redactions: typeof redactions === 'string' ? redactions : undefined,
      hasDevice: typeof device === 'string',
      sdk: typeof sdk === 'string' ? sdk : undefined,
    }
    return { text, findings, removedFields }
  }

  return {
    fastPath(source, at, tenant, clockOffset) {
      try {
        return readUnchanged(source, at, tenant.subjects, clockOffset)
      } catch {
        // A custom rule failed. The slow path meets the failure again and gives it a name.
        return undefined
      }
    },
    toRecord,
    slowPath(sent, tenant, clockOffset, leftOut = 0) {
      // A line that is no JSON is rejected without an error, which costs more than the line weighs.
      if (sent === undefined) return NO_EVENT
      const { event: uncorrected, remarks } = tenant.restores
        ? restoreEvent(sent)
        : { event: sent, remarks: {} }
      const event = correctEvent(uncorrected, clockOffset)
      pseudonymize = tenant.pseudonymize
      try {
        return withoutStack(() => sanitized(event, remarks, leftOut))
      } catch (error) {
        const { code, path } =
          error instanceof SanitizeError ? error : { code: 'sanitize_failed' as const, path: '' }
        if (path === 'ts' && isObject(event) && isTimeOfOtherYears(event.ts)) return outOfRange(tenant.times)
        return { code, path, expected: expectedAt(typeOf(event), path) }
      }
    },
    finish(event, context, onRemoved) {
      if (isRejection(event)) return event
      const { text, findings, removedFields } = event
      for (const [rule, count] of findings) counts.finding(rule, 'collector', count)
      const prepared = toRecord(text, context)
      if (removedFields.length > 0 && !isRejection(prepared))
        reportRemoved(text.event, removedFields, context.tenant.id, onRemoved)
      return prepared
    },
  }
}
