/**
 * The routes by which the admin sends records to a sink again: its dead letters, or what was received since a
 * time.
 */
import { isObject } from '@hushlog/base'
import type { Response } from 'express'
import { problemResponse } from '../http/openapi.js'
import { Problem } from '../http/problem.js'
import { type JsonSchema, type Operation, pathParameter, type Route, schemaRef } from '../http/route.js'
import { parseInstantOrDay } from '../runtime/instant.js'
import type { Sink } from '../sinks/sink.js'
import type { ReplayJob } from './replay-job.js'
import type { Replays } from './replays.js'

export interface ReplayRoutesOptions {
  readonly replays: Replays
  readonly sinks: readonly Sink[]
}

/** A body holds two short members. */
const MAX_BODY_BYTES = 4096

/** Seconds may be left out. */
const MINUTE_ONLY = /(T\d\d:\d\d)(?=Z|[+-])/

/** @throws Problem `invalid_parameter` */
function parseFrom(value: unknown): { readonly time: number } | { readonly sequence: number } {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return { sequence: value }
  const time = typeof value === 'string' ? parseInstantOrDay(value.replace(MINUTE_ONLY, '$1:00')) : undefined
  if (time === undefined)
    throw new Problem('invalid_parameter', {
      detail: 'from is a time such as 2026-01-31T00:00:00Z, or a sequence number of the log',
    })
  return { time }
}

/** Leaves out the fields that only a restart needs. */
const toAnswer = ({ log: _log, page: _page, position: _position, ...job }: ReplayJob) => job

export const replaySchemas: Readonly<Record<string, JsonSchema>> = {
  Replay: {
    type: 'object',
    required: ['id', 'sink', 'what', 'source', 'requested_at', 'from', 'to', 'state'],
    properties: {
      id: { type: 'string' },
      sink: { type: 'string', description: 'Name of the sink' },
      what: { enum: ['dead_letters', 'events'] },
      source: { enum: ['dead_letters', 'embedded', 'log'], description: 'Where the records are read' },
      requested_at: { type: 'string', format: 'date-time' },
      from: { type: ['string', 'integer', 'null'], description: 'A time of receipt, or a sequence number' },
      to: { type: 'string', format: 'date-time' },
      state: { enum: ['pending', 'done'] },
      delivered: { type: 'integer', description: 'Records that the sink took, or had already' },
      filtered: {
        type: 'integer',
        description: 'Records that the sink is configured not to take, or that were erased meanwhile',
      },
      refused: { type: 'integer', description: 'Records that the sink refused again; they are dead letters' },
    },
  },
}

const replayContent = { 'application/json': { schema: schemaRef('Replay') } }

const replaying = (summary: string): Operation => ({
  summary,
  responses: {
    '202': {
      description: 'The replay runs by itself; Location names where its progress can be read',
      content: replayContent,
    },
    '404': problemResponse('There is no such sink'),
  },
  refusals: ['invalid_parameter', 'not_found', 'copies_possible'],
})

export function createReplayRoutes({ replays, sinks }: ReplayRoutesOptions): readonly Route[] {
  const answerStarted = async (response: Response, started: Promise<ReplayJob | undefined>) => {
    const job = await started
    if (job === undefined)
      throw new Problem('not_found', { detail: `sinks: ${sinks.map(({ name }) => name).join(', ')}` })
    response.status(202).set('location', `/v1/replays/${job.id}`).json(toAnswer(job))
  }

  return [
    {
      method: 'post',
      path: '/v1/sinks/{name}/dead-letters/replay',
      guard: 'admin',
      handler: (request, response) =>
        answerStarted(response, replays.deadLetters(pathParameter(request, 'name'))),
      operation: replaying('Sends the dead letters of a sink to it again; those that it takes are removed'),
    },
    {
      method: 'post',
      path: '/v1/sinks/{name}/replay',
      guard: 'admin',
      maxJsonBytes: MAX_BODY_BYTES,
      handler: async (request, response) => {
        const name = pathParameter(request, 'name')
        const body: Readonly<Record<string, unknown>> = isObject(request.body) ? request.body : {}
        const from = parseFrom(body.from)
        const namesObjectsByRange = sinks.find((sink) => sink.name === name)?.policy.claim === true
        if (namesObjectsByRange && body.copies !== true)
          throw new Problem('copies_possible', {
            detail:
              'The sink names objects by ranges of the log: records that it has would be stored twice. ' +
              'Send copies: true to go on.',
          })
        await answerStarted(response, replays.events(name, from))
      },
      operation: {
        ...replaying('Sends events that were received since a time to a sink again'),
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['from'],
                properties: {
                  from: {
                    oneOf: [
                      { type: 'string', format: 'date-time' },
                      { type: 'integer', minimum: 1 },
                    ],
                    description: 'A time of receipt, or a sequence number of the log',
                  },
                  copies: {
                    type: 'boolean',
                    description: 'true: replay although a sink of objects may store duplicates',
                  },
                },
              },
            },
          },
        },
      },
    },
    {
      method: 'get',
      path: '/v1/replays/{id}',
      guard: 'admin',
      handler: async (request, response) => {
        const job = await replays.read(pathParameter(request, 'id'))
        if (job === undefined) throw new Problem('not_found')
        response.set('cache-control', 'no-store').json(toAnswer(job))
      },
      operation: {
        summary: 'The progress of a replay',
        responses: {
          '200': { description: 'The progress of a replay', content: replayContent },
          '404': problemResponse('There is no such replay'),
        },
        refusals: ['invalid_parameter', 'not_found'],
      },
    },
  ]
}
