/**
 * Runs the engine of the embedded store in a process of its own, for a collector to which it is connected by a
 * channel. It ends with the collector, however that ends.
 */
import { setPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorClass } from '../duckdb.js'
import { type Connection, type Engine, openEngineHere, type RowObject } from './engine.js'
import type { EngineAnswer, EngineRequest, EngineResult } from './engine-messages.js'

/**
 * A thread of this nice value gets about a quarter of a core for which the collector competes, and all of an idle
 * one (Linux: a step is a factor of 1.25). Much less would starve the store where other programs use the machine.
 */
const NICE = 5
/** The process of a collector that was killed lets go of the file a moment later. */
const OPEN_TRIES = 100
const OPEN_PAUSE_MS = 50

/** Answers requests until the collector closes the engine or is gone. */
export function hostEngine(): void {
  setPriority(NICE)
  let engine: Engine | undefined
  const connections = new Map<number, Connection>()
  const streams = new Map<number, AsyncIterator<readonly RowObject[]>>()
  let made = 0

  const connectionOf = (number: number): Connection => found(connections, number)

  async function open({ file, settings }: Extract<EngineRequest, { do: 'open' }>): Promise<Engine> {
    for (let tries = 1; ; tries++) {
      try {
        return await openEngineHere(file, settings)
      } catch (thrown) {
        if (tries === OPEN_TRIES || !isLocked(thrown)) throw thrown
        await sleep(OPEN_PAUSE_MS)
      }
    }
  }

  async function step(request: EngineRequest): Promise<EngineResult> {
    switch (request.do) {
      case 'open':
        engine = await open(request)
        return undefined
      case 'connect': {
        if (engine === undefined) throw new TypeError('the engine is not open')
        connections.set(++made, await engine.connect())
        return made
      }
      case 'run':
        return connectionOf(request.connection).run(request.sql, request.params)
      case 'cells':
        return connectionOf(request.connection).cells(request.sql, request.params)
      case 'objects':
        return connectionOf(request.connection).objects(request.sql, request.params)
      case 'stream': {
        const rows = connectionOf(request.connection).stream(request.sql, request.params)
        streams.set(++made, rows[Symbol.asyncIterator]())
        return made
      }
      case 'next': {
        const next = await found(streams, request.stream).next()
        if (next.done !== true) return next.value
        streams.delete(request.stream)
        return undefined
      }
      case 'leave':
        await streams.get(request.stream)?.return?.()
        streams.delete(request.stream)
        return undefined
      case 'interrupt':
        connections.get(request.connection)?.interrupt()
        return undefined
      case 'disconnect':
        connections.get(request.connection)?.close()
        connections.delete(request.connection)
        return undefined
      case 'close':
        await engine?.close()
        return undefined
    }
  }

  process.on('message', (request: EngineRequest) => {
    const { id } = request
    const send = (answer: EngineAnswer) => process.send?.(answer)
    step(request).then(
      (result) => send({ id, result }),
      (thrown: unknown) => send({ id, error: thrown instanceof Error ? thrown.message : 'Unknown Error: ' }),
    )
  })
  // A commit that was not answered is one that a collector which was killed would not have seen either.
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  // A terminal sends these to the whole group; the collector closes the store in its own time.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
}

function found<T>(things: ReadonlyMap<number, T>, number: number): T {
  const thing = things.get(number)
  if (thing === undefined) throw new TypeError('nothing has this number')
  return thing
}

const isLocked = (thrown: unknown): boolean =>
  errorClass(thrown) === 'IO' && thrown instanceof Error && thrown.message.includes('Could not set lock')
