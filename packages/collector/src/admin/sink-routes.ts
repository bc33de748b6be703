/**
 * The routes by which the admin sees which sink holds the log back, and detaches a sink from the log or attaches
 * it again.
 */
import { isObject } from '@hushlog/base'
import type { Request, Response } from 'express'
import type { AttachmentChange } from '../delivery/attachments.js'
import { type AttachPoint, attachPoints } from '../delivery/detached-sinks.js'
import type { FanOut } from '../delivery/fan-out.js'
import { problemResponse } from '../http/openapi.js'
import { Problem } from '../http/problem.js'
import { type JsonSchema, type Operation, pathParameter, type Route, schemaRef } from '../http/route.js'
import type { LogStats } from '../log/log.js'

export interface SinkRoutesOptions {
  readonly delivery: Pick<FanOut, 'status' | 'detach' | 'attach'>
  readonly log: () => LogStats
  /** Returns how many bytes of records the log may hold. */
  readonly logLimit: () => number
}

/** A body holds one short member. */
const MAX_BODY_BYTES = 1024

const count = { type: 'integer', minimum: 0 }
const timeOrNull = { type: ['string', 'null'], format: 'date-time' }

export const sinkSchemas: Readonly<Record<string, JsonSchema>> = {
  Sinks: {
    type: 'object',
    required: ['log', 'sinks'],
    properties: {
      log: {
        type: 'object',
        required: ['records', 'bytes', 'limit_bytes'],
        properties: { records: count, bytes: count, limit_bytes: count },
      },
      sinks: { type: 'array', items: schemaRef('Sink') },
    },
  },
  Sink: {
    type: 'object',
    required: ['name', 'type', 'state', 'lag_records', 'lag_seconds', 'lag_bytes', 'holds_log_back'],
    properties: {
      name: { type: 'string' },
      type: { type: 'string' },
      state: { enum: ['running', 'backing_off', 'detached', 'stopped'] },
      backlog_at_start: { ...count, description: 'Records that waited when the collector started' },
      delivered: count,
      filtered: { ...count, description: 'Records that the sink is configured not to take' },
      dead_letters: count,
      expired: { ...count, description: 'Records that aged out of the log: lost to the sink' },
      detached: { ...count, description: 'Records that came while the sink was detached: lost to it' },
      lag_records: count,
      lag_seconds: { type: 'number' },
      lag_bytes: { ...count, description: 'Bytes in the log that the sink does not have, estimated' },
      holds_log_back: {
        type: 'boolean',
        description: 'The log cannot free its oldest records because of it',
      },
      last_error: {
        type: ['object', 'null'],
        properties: { code: { type: 'string' }, at: { type: 'string', format: 'date-time' } },
      },
      failing_since: timeOrNull,
      detached_since: timeOrNull,
    },
  },
}

const sinkContent = { 'application/json': { schema: schemaRef('Sink') } }

const changing = (summary: string): Operation => ({
  summary,
  responses: {
    '200': { description: 'The sink as it is now', content: sinkContent },
    '404': problemResponse('There is no such sink'),
  },
  refusals: ['invalid_parameter', 'not_found'],
})

/** @throws Problem `invalid_parameter` */
function parseAttachPoint(body: unknown): AttachPoint {
  const from = isObject(body) ? body.from : undefined
  const point = attachPoints.find((each) => each === from)
  if (point === undefined)
    throw new Problem('invalid_parameter', { detail: `from is one of ${attachPoints.join(', ')}` })
  return point
}

export function createSinkRoutes({ delivery, log, logLimit }: SinkRoutesOptions): readonly Route[] {
  const answer = async (request: Request, response: Response, changed: Promise<AttachmentChange>) => {
    const name = pathParameter(request, 'name')
    if ((await changed) === 'unknown_sink')
      throw new Problem('not_found', {
        detail: `sinks: ${delivery
          .status()
          .map((sink) => sink.name)
          .join(', ')}`,
      })
    response.set('cache-control', 'no-store').json(delivery.status().find((sink) => sink.name === name))
  }

  return [
    {
      method: 'get',
      path: '/v1/sinks',
      guard: 'admin',
      handler: (_request, response) => {
        const { records, bytes } = log()
        response
          .set('cache-control', 'no-store')
          .json({ log: { records, bytes, limit_bytes: logLimit() }, sinks: delivery.status() })
      },
      operation: {
        summary: 'How each sink does, and which of them holds the log back',
        responses: {
          '200': {
            description: 'All sinks',
            content: { 'application/json': { schema: schemaRef('Sinks') } },
          },
        },
      },
    },
    {
      method: 'post',
      path: '/v1/sinks/{name}/detach',
      guard: 'admin',
      handler: (request, response) =>
        answer(request, response, delivery.detach(pathParameter(request, 'name'))),
      operation: changing('Lets the log go on without a sink; what it does not have yet is lost to it'),
    },
    {
      method: 'post',
      path: '/v1/sinks/{name}/attach',
      guard: 'admin',
      maxJsonBytes: MAX_BODY_BYTES,
      handler: (request, response) =>
        answer(
          request,
          response,
          delivery.attach(pathParameter(request, 'name'), parseAttachPoint(request.body)),
        ),
      operation: {
        ...changing('Delivers to a detached sink again'),
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['from'],
                properties: {
                  from: {
                    enum: attachPoints,
                    description: 'oldest: what the log still has and the sink has not; now: new records only',
                  },
                },
              },
            },
          },
        },
      },
    },
  ]
}
