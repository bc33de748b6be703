import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
// @ts-expect-error the generator is plain JavaScript
import { generate, inspect } from './generate.mjs'

const committed = join(import.meta.dirname, '..')

it('left no stale file and broke nothing: otherwise run generate, or generate --accept after an addition', async () => {
  const { stale, broken } = await inspect(committed)
  expect({ stale, broken }).toEqual({ stale: [], broken: [] })
})

describe('in a folder of its own', () => {
  let folder: string
  let root: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hushlog-generate-'))
    root = join(folder, 'packages/schema')
    for (const part of ['schemas', 'baseline'])
      cpSync(join(committed, part), join(root, part), { recursive: true })
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  async function run(...flags: string[]) {
    const said: string[] = []
    return { code: await generate(root, flags, (line: string) => said.push(line)), said }
  }

  function edit(file: string, from: string, to: string) {
    const path = join(root, file)
    const text = readFileSync(path, 'utf8')
    expect(text).toContain(from)
    writeFileSync(path, text.replace(from, to))
  }

  it('says which files are stale, writes them, and then the same again', async () => {
    const { code, said } = await run('--check')
    expect(code).toBe(1)
    expect(said.map((line) => line.split(':')[1]?.trim())).toEqual([
      'src/gen/types.gen.ts',
      'src/gen/validators.gen.js',
      'src/gen/validators.gen.d.ts',
      'src/gen/page-policy.gen.ts',
      'src/gen/catalogue.gen.ts',
      'src/gen/tables.gen.ts',
      'src/gen/fields.gen.ts',
      '../../docs/events.md',
      '../../docs/privacy.md',
    ])
    expect(await run()).toEqual({ code: 0, said: [] })
    expect(await run('--check')).toEqual({ code: 0, said: [] })
    for (const file of ['src/gen/validators.gen.js', '../../docs/events.md'])
      expect(readFileSync(join(root, file), 'utf8')).toBe(readFileSync(join(committed, file), 'utf8'))
    for (const [file = '', kind = '', other = ''] of [
      ['src/gen/fields.gen.ts', "'user', kind: 'subject'", "'user', kind: 'label'"],
      ['src/gen/page-policy.gen.ts', "['subject', 'user'", "['label', 'user'"],
    ]) {
      edit(file, kind, other)
      expect(await run('--check')).toEqual({ code: 1, said: [`stale: ${file}: run generate`] })
      edit(file, other, kind)
    }
  })

  it('takes an addition into the baseline only when told to', async () => {
    edit(
      'schemas/upload.json',
      '"file_name":',
      '"pages": { "$ref": "types.json#/$defs/count", "description": "Pages." }, "file_name":',
    )
    expect((await run()).code).toBe(0)
    expect(await run('--check')).toEqual({
      code: 1,
      said: ['stale: baseline/v1.json: run generate --accept'],
    })
    expect((await run('--accept')).code).toBe(0)
    expect((await run('--check')).code).toBe(0)
  })

  it('takes a tighter limit only when told to, and then nothing else that breaks', async () => {
    edit('schemas/types.json', '"maximum": 9007199254740991', '"maximum": 1000')
    const broken = 'breaks v1: narrowed_maximum file_upload.file_size'
    for (const flag of ['', '--accept']) expect(await run(flag)).toEqual({ code: 1, said: [broken] })
    edit('schemas/automation.json', '"blocked", ', '')
    const other = 'breaks v1: narrowed_enum automation_outcome.outcome'
    expect(await run('--accept-limits')).toEqual({ code: 1, said: [other] })
    edit('schemas/automation.json', '"sent", ', '"sent", "blocked", ')
    expect(await run('--accept-limits')).toEqual({ code: 0, said: [] })
    expect(await run('--check')).toEqual({ code: 0, said: [] })
  })

  it.each(['', '--check', '--accept'])('refuses a breaking change and writes nothing (%s)', async (flag) => {
    edit('schemas/automation.json', '"blocked", ', '')
    const baseline = readFileSync(join(root, 'baseline/v1.json'), 'utf8')
    const { code, said } = await run(flag)
    expect(code).toBe(1)
    expect(said).toContain('breaks v1: narrowed_enum automation_outcome.outcome')
    expect(existsSync(join(root, 'src/gen'))).toBe(false)
    expect(readFileSync(join(root, 'baseline/v1.json'), 'utf8')).toBe(baseline)
  })

  it('refuses a string without a privacy class', async () => {
    edit('schemas/types.json', '"x-privacy": "label",', '')
    const { code, said } = await run()
    expect(code).toBe(1)
    expect(said[0]).toMatch(/^bad catalogue: .*without x-privacy$/)
  })
})

describe('the validators', () => {
  const path = join(committed, 'src/gen/validators.gen.js')

  it('import nothing and make no code from strings', () => {
    expect(readFileSync(path, 'utf8')).not.toMatch(/\bimport\b|\brequire\(|\beval\(|\bFunction\(/)
  })

  it('run where making code from strings is forbidden', () => {
    const script = `
      const { envelope, eventValidators } = await import(${JSON.stringify(path)})
      const validate = (event) => envelope(event) && eventValidators.get(event.event)(event)
      const event = { id: '01J9ZB3W5S0000000000000000', event: 'page_view', ts: '2026-03-14T09:26:53Z', schema_version: 1 }
      console.log(validate(event), validate({ ...event, id: 7 }))`
    const run = spawnSync(
      process.execPath,
      ['--disallow-code-generation-from-strings', '--input-type=module', '-e', script],
      { encoding: 'utf8' },
    )
    expect(run.stdout.trim()).toBe('true false')
  })
})
