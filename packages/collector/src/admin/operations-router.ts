/** Sending records to a sink again: dead letters, or what was received since. For the admin, who has every tenant. */
import express, { type RequestHandler, Router } from 'express'
import { Problem } from '../http/problem.js'
import { accessOf } from '../http/read-access.js'
import type { Sink } from '../sinks/sink.js'
import type { ReplayJob } from './replay-job.js'
import type { Replays } from './replays.js'

const adminOnly: RequestHandler = (_request, response, next) => {
  if (!accessOf(response).admin) throw new Problem('admin_only')
  next()
}

const FROM = 'from is a time such as 2026-01-31T00:00:00Z, or a sequence of the log'
/** A date or a time with its zone: without one it would be this machine's. */
const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/

export function parseFrom(value: unknown): { readonly time: number } | { readonly sequence: number } {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return { sequence: value }
  const time = typeof value === 'string' && TIME.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(time)) throw new Problem('invalid_parameter', { detail: FROM })
  return { time }
}

const shown = ({ log: _, page: __, position: ___, ...job }: ReplayJob) => job

export function createOperationsRouter({
  replays,
  sinks,
}: {
  readonly replays: Replays
  readonly sinks: readonly Sink[]
}): Router {
  const router = Router()
  const json: RequestHandler = express.json({ limit: 4096, type: () => true })

  const begun = async (started: Promise<ReplayJob | undefined>): Promise<ReplayJob> => {
    const job = await started
    if (job === undefined)
      throw new Problem('not_found', { detail: `sinks: ${sinks.map(({ name }) => name).join(', ')}` })
    return job
  }

  router.post('/v1/sinks/:name/dead-letters/replay', adminOnly, async (request, response) => {
    const job = await begun(replays.deadLetters(String(request.params.name)))
    response.status(202).set('location', `/v1/replays/${job.id}`).json(shown(job))
  })

  router.post('/v1/sinks/:name/replay', adminOnly, json, async (request, response) => {
    const name = String(request.params.name)
    const body: unknown = request.body
    const asked = typeof body === 'object' && body !== null ? body : {}
    const from = parseFrom('from' in asked ? asked.from : undefined)
    const namedByRange = sinks.find((sink) => sink.name === name)?.policy.claim === true
    if (namedByRange && !('copies' in asked && asked.copies === true))
      throw new Problem('copies_possible', {
        detail:
          'It names objects by ranges of the log: what it has already would be there twice. copies: true goes on.',
      })
    const job = await begun(replays.events(name, from))
    response.status(202).set('location', `/v1/replays/${job.id}`).json(shown(job))
  })

  router.get('/v1/replays/:id', adminOnly, async (request, response) => {
    const job = await replays.read(String(request.params.id))
    if (job === undefined) throw new Problem('not_found')
    response.set('cache-control', 'no-store').json(shown(job))
  })

  return router
}
