import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { withServer } from '../testing/with-server.fixture.js'
import { setup } from './setup.js'

withServer('dynamodb', ({ endpoint, accessKeyId, secretAccessKey }) => {
  let folder = ''
  let printed = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hushlog-setup-'))
    printed = ''
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text)
      return true
    })
  })
  afterEach(() => {
    vi.restoreAllMocks()
    rmSync(folder, { recursive: true })
  })

  const configured = (sinks: string) => {
    const config = join(folder, 'hushlog.yaml')
    writeFileSync(config, `data_dir: data\ntenants: [{ id: a }]\nsinks: ${sinks}`)
    return { config }
  }
  const table = `setup-${process.pid}`
  const sink = `{ type: dynamodb, name: interactions, table: ${table}, endpoint: '${endpoint}',
    access_key_id: ${accessKeyId}, secret_access_key: ${secretAccessKey} }`
  const lines = (word: string) =>
    [`table ${table}, on-demand billing`, 'index session-id-index', 'index user-index', 'time to live by ttl']
      .map((what) => `interactions: ${word.padEnd(10)} ${what}\n`)
      .join('')

  it('says what it would make, what it made, and what was there', async () => {
    const options = configured(`[${sink}]`)
    await setup('dynamodb', { ...options, dryRun: true })
    await setup('interactions', options)
    await setup('dynamodb', options)
    expect(printed).toBe(lines('would make') + lines('made') + lines('there'))
    expect(printed).not.toContain(secretAccessKey)
  })

  it('knows what to do for a sink that needs nothing, and for one that is not there', async () => {
    const options = configured(`[${sink}]`)
    await setup('embedded', options)
    expect(printed).toBe(
      'embedded: nothing to set up: a sink of type embedded makes what it needs by itself\n',
    )
    await expect(setup('dynamo', options)).rejects.toThrow(
      'no sink of the configuration has the name or type dynamo; there are: embedded, interactions',
    )
  })
})
