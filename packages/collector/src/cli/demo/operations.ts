/** Makes what machines report of themselves: runs, samples, predictions with their outcomes, and incidents. */
import { HOUR, MINUTE, SECOND } from '@hushlog/base'
import { services, workflows } from './company.js'
import type { Incident } from './course.js'
import { rounded, type Scene } from './scene.js'

const common = { context: { sdk: 'node', device_class: 'server' } } as const

const stamp = (time: number): string => new Date(Math.round(time)).toISOString()

const runWorkflow = ({ random, course, happen }: Scene, time: number): void => {
  const incident = course.incidentAt(time)
  const service = random.pick(services)
  const fails = random.chance(incident?.service === service ? 0.5 : 0.03)
  const failure = random.chance(0.3) ? 'timed_out' : 'failure'
  const other = random.chance(0.03) ? random.pick(['cancelled', 'skipped'] as const) : 'success'
  happen('workflow_run', time, common, {
    workflow: random.pick(workflows),
    run_id: `run-${random.below(1e12).toString(36)}`,
    service,
    status: fails ? failure : other,
    duration_ms: rounded(random.logNormal(40 * SECOND, 0.9)),
  })
}

const sample = ({ random, course, happen }: Scene, time: number): void => {
  const service = random.pick(services)
  const isHit = course.incidentAt(time)?.service === service
  const latency = 220 * course.releaseAt(time).latency * (isHit ? 6 : 1)
  happen('performance_sample', time, common, {
    service,
    p95_latency_ms: rounded(random.logNormal(latency, 0.25), 1),
    throughput: rounded(random.logNormal(isHit ? 12 : 48, 0.3), 2),
    error_rate: rounded(Math.min(1, (isHit ? 0.12 : 0.004) * (0.4 + random.next())), 4),
  })
}

const predict = (scene: Scene, time: number): void => {
  const { random, course, happen } = scene
  const service = random.pick(services)
  const prediction_id = `prd-${++scene.predictions}`
  const happenedAt = time + random.logNormal(3 * HOUR, 0.4)
  const fails = random.chance(course.incidentAt(happenedAt)?.service === service ? 0.8 : 0.1)
  // The model is right mostly, and more sure when it says that all goes well.
  const looksBad = random.chance(fails ? 0.7 : 0.08)
  const probability = rounded(looksBad ? 0.5 + 0.49 * random.next() : 0.45 * random.next(), 3)
  happen('prediction', time, common, { prediction_id, service, probability, outcome: 'unknown' })
  happen('prediction', happenedAt, common, {
    prediction_id,
    service,
    probability,
    outcome: fails ? 'failure' : 'success',
  })
}

export const makeOperation = (scene: Scene, time: number): void => {
  const kind = scene.random.next()
  if (kind < 0.45) runWorkflow(scene, time)
  else if (kind < 0.85) sample(scene, time)
  else predict(scene, time)
}

/** Tells an incident as a service does: when it is noticed, and again when it is over. */
export const tellIncident = ({ happen }: Scene, { id, from, to, service, severity }: Incident): void => {
  const said = { incident_id: id, service, severity, opened_at: stamp(from) }
  happen('incident', Math.min(from + 3 * MINUTE, to), common, said)
  happen('incident', to, common, { ...said, resolved_at: stamp(to) })
}
