/**
 * Makes a small project of a user: a copy of a folder beside this file, in the folder of its tool, with the
 * packed packages in its `node_modules`. The packages of the SDKs depend on nothing, so that unpacking them is
 * all that an install does.
 */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject, test } from 'vitest'
import { type FakeCollector, startFakeCollector } from '../conformance/fake-collector.js'
import { toolFolder } from './install.mjs'

declare module 'vitest' {
  export interface ProvidedContext {
    packed: Record<string, string>
    missingTools: Record<string, string>
  }
}

export interface Project {
  readonly folder: string
  readonly collector: FakeCollector
  /** Runs a program of the tool's packages, or Node with a script of the project. */
  run(command: string, ...args: string[]): Promise<Finished>
  read(path: string): string
}

interface Finished {
  readonly code: number | null
  readonly output: string
}

/** A program that takes longer hangs. */
const RUN_MS = 240_000

/**
 * Defines a test with a project of a tool. Where the tool cannot be had it is skipped, and the end of the run
 * says why.
 *
 * @param tool of `versions.mjs`; undefined for one that this repository has anyway
 * @param fixture folder beside this file
 */
export function testProject(
  name: string,
  { tool, fixture }: { readonly tool: string | undefined; readonly fixture: string },
  check: (project: Project) => Promise<void>,
): void {
  const reason = tool === undefined ? undefined : inject('missingTools')[tool]
  test.skipIf(reason !== undefined)(
    name,
    async () => {
      const collector = await startFakeCollector()
      const folder = createFolder(tool)
      try {
        cpSync(fileURLToPath(new URL(fixture, import.meta.url)), folder, { recursive: true })
        for (const [packed, archive] of Object.entries(inject('packed'))) unpack(archive, folder, packed)
        await check({
          folder,
          collector,
          run: (command, ...args) => run(folder, tool, collector.url, command, args),
          read: (path) => readFileSync(join(folder, path), 'utf8'),
        })
      } finally {
        await collector.close()
        rmSync(folder, { recursive: true, force: true })
      }
    },
    RUN_MS,
  )
}

/** A project inside the tool's folder finds the tool as its own dependency. */
function createFolder(tool: string | undefined): string {
  const root = tool === undefined ? tmpdir() : join(toolFolder(tool), 'projects')
  mkdirSync(root, { recursive: true })
  return mkdtempSync(join(root, 'hushlog-'))
}

function unpack(archive: string, project: string, name: string): void {
  const folder = join(project, 'node_modules/@hushlog', name)
  mkdirSync(folder, { recursive: true })
  const { status, stderr } = spawnSync('tar', ['-xzf', archive, '-C', folder, '--strip-components=1'])
  if (status !== 0) throw new Error(`cannot unpack ${name}: ${stderr}`)
}

function run(
  cwd: string,
  tool: string | undefined,
  collector: string,
  command: string,
  args: readonly string[],
): Promise<Finished> {
  const bin = tool === undefined ? '' : `${join(toolFolder(tool), 'node_modules/.bin')}:`
  const { NODE_OPTIONS: _, VITEST: __, NODE_ENV: ___, ...inherited } = process.env
  return new Promise((resolve, reject) => {
    const child = spawn(command === 'node' ? process.execPath : command, args, {
      cwd,
      env: {
        ...inherited,
        PATH: `${bin}${process.env.PATH}`,
        COLLECTOR: collector,
        NEXT_TELEMETRY_DISABLED: '1',
        NO_COLOR: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), RUN_MS / 2)
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
    child.once('error', reject)
    child.once('close', (code) => {
      clearTimeout(timer)
      resolve({ code, output })
    })
  })
}
