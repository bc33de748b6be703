/** What the tests against real servers (`*.backend.test.ts`) are told of each; started by `e2e/backends`. */
import { describe, inject, it, type ProvidedContext } from 'vitest'

interface Started {
  readonly version: string
  readonly port: number
  readonly pid: number
}

export interface AwsServer extends Started {
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface UrlServer extends Started {
  readonly url: string
}

/** Why there is none on this machine. */
export interface MissingServer {
  readonly reason: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    minio: AwsServer | MissingServer
    dynamodb: AwsServer | MissingServer
    opensearch: UrlServer | MissingServer
    postgres: UrlServer | MissingServer
  }
}

type ServerName = 'minio' | 'dynamodb' | 'opensearch' | 'postgres'
type Server<K extends ServerName> = Exclude<ProvidedContext[K], MissingServer>

/** Declares the suite when its server is there, and otherwise one skipped test that says why. */
export function withServer<K extends ServerName>(name: K, suite: (server: Server<K>) => void): void {
  const server = inject(name)
  describe(`against ${name}`, () => {
    if (isStarted(server)) suite(server)
    else it.skipIf(true)(`needs ${name}: ${'reason' in server ? server.reason : ''}`, () => undefined)
  })
}

const isStarted = <K extends ServerName>(server: ProvidedContext[K]): server is Server<K> =>
  !('reason' in server)
