/**
 * Serves files that a build made, in the form that a client accepts: the build wrote brotli and gzip beside them
 * (`scripts/compress.mjs`). They are read once at start, since they are small and change with the version only.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { Request, Response } from 'express'

/** The encodings in the order of preference, with the extension of the file that holds each. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

type Encoding = (typeof ENCODINGS)[number][0]

/** One form of a file. The ETag differs by form, as RFC 9110 §8.8.3 asks for. */
interface Form {
  readonly encoding: Encoding | undefined
  readonly body: Buffer
  readonly etag: string
}

export interface BuiltFile {
  readonly name: string
  /** Holds the forms in the order of preference; the last is the file as it is. */
  readonly forms: readonly Form[]
}

const etagOf = (body: Buffer): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`

/** @returns undefined when there is no such file */
export const readBuiltFile = (path: string): BuiltFile | undefined => {
  if (!existsSync(path)) return undefined
  const form = (encoding: Encoding | undefined, file: string): Form => {
    const body = readFileSync(file)
    return { encoding, body, etag: etagOf(body) }
  }
  const compressed = ENCODINGS.map(([encoding, extension]) => ({ encoding, file: path + extension }))
    .filter(({ file }) => existsSync(file))
    .map(({ encoding, file }) => form(encoding, file))
  return { name: basename(path), forms: [...compressed, form(undefined, path)] }
}

/** @returns the files of a folder by name, without their compressed forms and without folders in it */
export const readBuiltFiles = (folder: string): ReadonlyMap<string, BuiltFile> => {
  const files = new Map<string, BuiltFile>()
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isFile() || ENCODINGS.some(([, extension]) => entry.name.endsWith(extension))) continue
    const file = readBuiltFile(join(folder, entry.name))
    if (file !== undefined) files.set(entry.name, file)
  }
  return files
}

/** @param cacheControl value of the header `Cache-Control` */
export const sendBuiltFile = (
  request: Request,
  response: Response,
  { name, forms }: BuiltFile,
  cacheControl: string,
): void => {
  const form = forms.find(({ encoding }) => encoding === undefined || request.acceptsEncodings(encoding))
  if (form === undefined) throw new Error('a built file has no form')
  response
    .type(extname(name))
    .set({ 'cache-control': cacheControl, etag: form.etag, vary: 'accept-encoding' })
  if (form.encoding !== undefined) response.set('content-encoding', form.encoding)
  // Express itself answers 304 to fewer requests: not to one with `Cache-Control: no-cache`, which `fetch` sends.
  if (request.headers['if-none-match'] === form.etag) response.status(304).end()
  else response.send(form.body)
}
