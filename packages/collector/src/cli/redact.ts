/**
 * `hushlog redact` prints what the sanitizer leaves of a text. It works line by line, so that a file may be larger than
 * memory; a key in PEM form, the one value that spans lines, is scanned as a whole. Findings have a rule and a place,
 * never a value.
 */
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { errorCode } from '@hushlog/base'
import type { CustomRule, Finding, Redacted, RedactOptions } from '@hushlog/schema/sanitize'
import { endWithReader } from './output.js'

export interface RedactFlags {
  readonly file?: string
  readonly set: string
  readonly rule?: readonly string[]
  readonly findings?: boolean
  readonly json?: boolean
  readonly exitCode?: boolean
}

/** Exit code of `--exit-code` when anything was found. */
const FOUND = 3
/** A longer block is no key, and must not fill the memory. */
const PEM_MAX_LINES = 500
const PEM_START = /-----BEGIN [A-Z ]{1,40}-----/
const PEM_END = /-----END [A-Z ]{1,40}-----/

type RedactText = (text: string, options?: RedactOptions) => Redacted

const textRedactor = async (set: string): Promise<RedactText> => {
  if (set === 'full') return (await import('@hushlog/schema/sanitize')).redactText
  if (set === 'browser') return (await import('@hushlog/schema/sanitize-browser')).redactText
  throw new Error('--set is full or browser')
}

const toRule = (given: string): CustomRule => {
  const [id = '', pattern] = given.split(/=(.*)/s)
  if (pattern === undefined || pattern === '') throw new Error('--rule is id=pattern')
  return { id, pattern }
}

/** Yields each line with its line feed, if it has one. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest: string[] = []
  for await (const chunk of chunks) {
    const lines = chunk.split(/(?<=\n)/)
    const last = lines.pop() ?? ''
    for (const line of lines) {
      yield rest.join('') + line
      rest = []
    }
    rest.push(last)
    if (last.endsWith('\n')) {
      yield rest.join('')
      rest = []
    }
  }
  if (rest.length > 0) yield rest.join('')
}

/** Yields each line by itself, and the lines of a PEM block together. */
async function* blocksOf(lines: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let block: string[] = []
  for await (const line of lines) {
    if (block.length === 0 && (!PEM_START.test(line) || PEM_END.test(line))) yield [line]
    else {
      block.push(line)
      if (!PEM_END.test(line) && block.length < PEM_MAX_LINES) continue
      yield block
      block = []
    }
  }
  if (block.length > 0) yield block
}

const locate = ({ rule, start, end }: Finding, lines: readonly string[], first: number): string => {
  let line = 0
  let at = start
  while (at >= (lines[line]?.length ?? Number.POSITIVE_INFINITY)) at -= lines[line++]?.length ?? 0
  return `${first + line}:${at}-${at + end - start} ${rule}\n`
}

async function* only(text: string): AsyncGenerator<string> {
  yield text
}

const inputOf = (words: readonly string[], file: string | undefined): AsyncIterable<string> => {
  if (words.length > 0) return only(words.join(' '))
  return file === undefined ? process.stdin.setEncoding('utf8') : createReadStream(file, 'utf8')
}

const write = async (text: string): Promise<void> => {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

/** Messages of the system differ from one to the next; the code does not. */
const nameReadFailure = (error: unknown): unknown =>
  error instanceof Error && 'syscall' in error
    ? new Error(`the file cannot be read (${errorCode(error)})`)
    : error

export const redact = async (words: readonly string[], options: RedactFlags): Promise<void> => {
  const redactText = await textRedactor(options.set)
  const rules = { rules: options.rule?.map(toRule) }
  endWithReader()
  let found = false
  let first = 1
  const print = async (lines: readonly string[]): Promise<void> => {
    const text = lines.join('')
    const redacted = redactText(text, rules)
    found ||= redacted.findings.length > 0
    if (options.json) await write(`${JSON.stringify({ line: first, ...redacted })}\n`)
    else if (options.findings)
      await write(redacted.findings.map((finding) => locate(finding, lines, first)).join(''))
    else await write(words.length > 0 ? `${redacted.text}\n` : redacted.text)
    first += lines.length
  }
  try {
    for await (const lines of blocksOf(linesOf(inputOf(words, options.file)))) await print(lines)
  } catch (error) {
    throw nameReadFailure(error)
  }
  if (found && options.exitCode) process.exitCode = FOUND
}
