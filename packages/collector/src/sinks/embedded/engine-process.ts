/**
 * Runs the engine of the embedded store in a child process with a lower priority, so that neither a batch nor a
 * report takes the core from the thread that answers requests.
 */
import { type ChildProcess, fork } from 'node:child_process'
import type { Cells, Connection, Engine, OpenEngine, Params, RowObject } from './engine.js'
import type { EngineAnswer, EngineRequest, EngineResult } from './engine-messages.js'

/** The engine's process is gone. Its message has the form of DuckDB's, so that the store opens anew. */
class EngineGoneError extends Error {
  override readonly name = 'EngineGoneError'
  constructor() {
    super('Connection Error: the process of the engine has ended')
  }
}

type Step = EngineRequest extends infer Each ? (Each extends unknown ? Omit<Each, 'id'> : never) : never

interface Waiting {
  resolve(result: EngineResult): void
  reject(error: Error): void
}

/** Sends steps to the process and hands their answers to those who wait. */
function createChannel(child: ChildProcess) {
  const waiting = new Map<number, Waiting>()
  let sent = 0
  let isGone = false

  child.on('message', (answer: EngineAnswer) => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('error' in answer) asked?.reject(new Error(answer.error))
    else asked?.resolve(answer.result)
  })
  const end = () => {
    isGone = true
    for (const asked of waiting.values()) asked.reject(new EngineGoneError())
    waiting.clear()
  }
  child.once('error', end)
  child.once('exit', end)

  return {
    ask: (step: Step): Promise<EngineResult> =>
      new Promise((resolve, reject) => {
        if (isGone) {
          reject(new EngineGoneError())
          return
        }
        const id = ++sent
        waiting.set(id, { resolve, reject })
        child.send({ id, ...step }, (failed) => {
          if (failed !== null && waiting.delete(id)) reject(new EngineGoneError())
        })
      }),
    tell(step: Step): void {
      if (!isGone) child.send({ id: ++sent, ...step }, () => undefined)
    },
  }
}

type Channel = ReturnType<typeof createChannel>

function toConnection(connection: number, { ask, tell }: Channel): Connection {
  const statement = (what: 'run' | 'cells' | 'objects' | 'stream', sql: string, params: Params = []) =>
    ask({ do: what, connection, sql, params })
  return {
    run: (sql, params) => statement('run', sql, params) as Promise<{ rowsChanged: number }>,
    cells: (sql, params) => statement('cells', sql, params) as Promise<readonly Cells[]>,
    objects: (sql, params) => statement('objects', sql, params) as Promise<readonly RowObject[]>,
    async *stream(sql, params) {
      const stream = (await statement('stream', sql, params)) as number
      try {
        for (;;) {
          const rows = (await ask({ do: 'next', stream })) as readonly RowObject[] | undefined
          if (rows === undefined) return
          yield rows
        }
      } finally {
        await ask({ do: 'leave', stream }).catch(() => undefined)
      }
    },
    interrupt: () => tell({ do: 'interrupt', connection }),
    close: () => tell({ do: 'disconnect', connection }),
  }
}

/** @param hostFile the built file that runs `hostEngine` */
export const openEngineProcess =
  (hostFile: string): OpenEngine =>
  async (file, settings) => {
    const child = fork(hostFile, {
      // Numbers of DuckDB are larger than JSON can say.
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const exited = new Promise<void>((resolve) => {
      child.once('exit', () => resolve())
      child.once('error', () => resolve())
    })
    const channel = createChannel(child)
    const stop = async () => {
      if (child.connected) child.disconnect()
      await exited
    }
    try {
      await channel.ask({ do: 'open', file, settings })
    } catch (thrown) {
      await stop()
      throw thrown
    }
    const engine: Engine = {
      async connect() {
        return toConnection((await channel.ask({ do: 'connect' })) as number, channel)
      },
      async close() {
        await channel.ask({ do: 'close' }).catch(() => undefined)
        await stop()
      },
    }
    return engine
  }
