import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runCommand } from './run-command.fixture.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hushlog-eval-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const FILE_SINK = 'sinks: [{ type: file, path: ./export }]'

const file = (name: string, content = name): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const put = (args: readonly string[], sinks = FILE_SINK) => {
  const config = file('hushlog.yaml', `data_dir: ${folder}/data\nenv: stage\n${sinks}\n`)
  return runCommand(['eval-run', 'put', '-c', config, ...args])
}
const stored = () =>
  readdirSync(join(folder, 'export'), { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map(({ name }) => name)
    .sort()

test('puts files under the run, byte for byte, and prints their addresses', async () => {
  const answers = file('answers.jsonl', '{"a":1}\n')
  const printed = await put(['run-7', answers, file('empty.csv', ''), '--date', '2026-02-28'])
  const at = join(folder, 'export/eval_runs/env=stage/dt=2026-02-28/run_id=run-7')
  expect(printed).toBe(`${join(at, 'answers.jsonl')} (8 bytes)\n${join(at, 'empty.csv')} (0 bytes)\n`)
  expect(readFileSync(join(at, 'answers.jsonl'), 'utf8')).toBe('{"a":1}\n')
  expect(readFileSync(join(at, 'empty.csv'), 'utf8')).toBe('')
})

test('takes today in UTC, and a file that is put again replaces itself', async () => {
  await put(['run-7', file('a.json', 'one')])
  await put(['run-7', file('a.json', 'two')])
  const day = new Date().toISOString().slice(0, 10)
  const at = join(folder, `export/eval_runs/env=stage/dt=${day}/run_id=run-7/a.json`)
  expect(readFileSync(at, 'utf8')).toBe('two')
})

test('puts nothing when one of the files cannot be put', async () => {
  const good = file('good.json')
  mkdirSync(join(folder, 'sub'))
  writeFileSync(join(folder, 'sub/good.json'), '')
  for (const [bad, why] of [
    [join(folder, 'missing.json'), 'ENOENT'],
    [join(folder, 'sub'), 'not a file'],
    [join(folder, 'sub/good.json'), 'another file of this call has the same name'],
    [file('.hidden'), 'the name may have'],
    [file('a b.json'), 'the name may have'],
  ] as const)
    await expect(put(['run-7', good, bad])).rejects.toThrow(why)
  for (const id of ['../up', 'a/b', '', '.', 'a'.repeat(129)])
    await expect(put([id, good])).rejects.toThrow('the run id')
  for (const day of ['2026-02-30', 'today', '2026-1-1'])
    await expect(put(['run-7', good, '--date', day])).rejects.toThrow('--date')
  expect(() => stored()).toThrow('ENOENT')
})

test('needs one S3 or file sink, or its name', async () => {
  const good = file('good.json')
  await expect(put(['r', good], '')).rejects.toThrow('no S3 or file sink is configured')
  const two = 'sinks: [{ type: file, path: ./export, name: one }, { type: file, path: ./other, name: two }]'
  await expect(put(['r', good], two)).rejects.toThrow('say which with --sink; there are: one, two')
  await expect(put(['r', good, '--sink', 'three'], two)).rejects.toThrow('no S3 or file sink has that name')
  await put(['r', good, '--sink', 'one'], two)
  expect(stored()).toEqual(['good.json'])
})
