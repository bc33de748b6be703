/**
 * Gives the tests against real servers (`*.backend.test.ts`) what they need to connect; `e2e/backends`
 * starts them.
 */
import { describe, inject, it, type ProvidedContext } from 'vitest'
import type { AwsServer, UrlServer } from '../sinks/test-server.fixture.js'

/** Says why a server is missing on this machine. */
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

/** Declares a suite when its server runs, and otherwise one skipped test that says why it does not. */
export function withServer<K extends ServerName>(name: K, suite: (server: Server<K>) => void): void {
  const server = inject(name)
  describe(`against ${name}`, () => {
    if (isRunning(server)) suite(server)
    else it.skipIf(true)(`needs ${name}: ${'reason' in server ? server.reason : ''}`, () => undefined)
  })
}

const isRunning = <K extends ServerName>(server: ProvidedContext[K]): server is Server<K> =>
  !('reason' in server)
