/** Tests what only the process of the engine can do; the contract of the sink runs on it, too. */
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { errorClass } from '../duckdb.js'
import { type Engine, openEngineHere } from './engine.js'
import { openEngineProcess } from './engine-process.js'

const HOST = fileURLToPath(new URL('../../../dist/engine.js', import.meta.url))
const open = openEngineProcess(HOST)

let folder: string
let file: string
const engines: Engine[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hushlog-engine-'))
  file = join(folder, 'test.duckdb')
})

afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close()
  await rm(folder, { recursive: true })
})

async function opened(): Promise<Engine> {
  const engine = await open(file, { threads: '1' })
  engines.push(engine)
  return engine
}

const childrenOf = (pid: number): readonly number[] =>
  execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(pid)], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('engine.js'))
    .map((line) => Number.parseInt(line, 10))

describe('the engine in a process of its own', () => {
  it('gives the same values as the engine in this process', async () => {
    const sql = `SELECT 1 AS i, 9007199254740993 AS big, 0.5 AS d, 'é' AS t, NULL AS n, TRUE AS b,
      TIMESTAMP '2026-01-05 10:00:00.123' AS at, [1, 2] AS list, $1 AS given`
    const [here, there] = [
      await (await openEngineHere(':memory:', {})).connect(),
      await (await opened()).connect(),
    ]
    const expected = await here.objects(sql, ['x'])
    expect(await there.objects(sql, ['x'])).toEqual(expected)
    expect(await there.cells(sql, ['x'])).toEqual(await here.cells(sql, ['x']))
    await there.run('CREATE TABLE t (n BIGINT)')
    expect(await there.run('INSERT INTO t SELECT range FROM range(5)')).toEqual({ rowsChanged: 5 })
    here.close()
  })

  it('streams in pieces, and gives the connection back when the reader leaves', async () => {
    const connection = await (await opened()).connect()
    let rows = 0
    for await (const piece of connection.stream('SELECT * FROM range(10000)')) rows += piece.length
    expect(rows).toBe(10_000)
    for await (const piece of connection.stream('SELECT * FROM range(10000000)')) {
      expect(piece.length).toBeGreaterThan(0)
      break
    }
    expect(await connection.cells('SELECT 1')).toEqual([[1]])
  })

  it('keeps the class of an error, and interrupts a statement', async () => {
    const connection = await (await opened()).connect()
    const conversion = await connection.run("SELECT CAST('x' AS INTEGER)").catch((thrown: unknown) => thrown)
    expect(errorClass(conversion)).toBe('Conversion')
    const slow = connection.cells('SELECT count(*) FROM range(100000) AS a, range(1000000) AS b')
    setTimeout(() => connection.interrupt(), 50)
    expect(errorClass(await slow.catch((thrown: unknown) => thrown))).toBe('INTERRUPT')
  })

  it('fails what runs when its process is killed, and the file opens again at once', async () => {
    const connection = await (await opened()).connect()
    await connection.run('CREATE TABLE t AS SELECT 1 AS n')
    const slow = connection.cells('SELECT count(*) FROM range(100000) AS a, range(1000000) AS b')
    const caught = slow.catch((thrown: unknown) => thrown)
    for (const pid of childrenOf(process.pid)) process.kill(pid, 'SIGKILL')
    expect(errorClass(await caught)).toBe('Connection')
    expect(errorClass(await connection.run('SELECT 1').catch((thrown: unknown) => thrown))).toBe('Connection')
    const again = await (await opened()).connect()
    expect(await again.cells('SELECT n FROM t')).toEqual([[1]])
  })

  it('leaves no process when it is closed', async () => {
    const engine = await open(file, {})
    expect(childrenOf(process.pid)).toHaveLength(1)
    await engine.close()
    expect(childrenOf(process.pid)).toEqual([])
  })
})
