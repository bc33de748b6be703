/**
 * Gives each test indices of its own on the real server, by a prefix of their names, and requests to them.
 */
import { randomBytes } from 'node:crypto'
import { connect, member } from './connection.js'

export interface TestDocument {
  readonly index: string
  readonly id: string
  readonly source: unknown
}

export interface TestIndices {
  readonly prefix: string
  request(method: 'GET' | 'PUT' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown>
  /** All documents of the indices that match, after a refresh. */
  documents(pattern?: string): Promise<readonly TestDocument[]>
  remove(): Promise<void>
}

export async function createTestIndices(node: string): Promise<TestIndices> {
  const prefix = `t${randomBytes(5).toString('hex')}-`
  const connection = await connect({ node, username: undefined, password: undefined, caFile: undefined })

  const request: TestIndices['request'] = async (method, path, body) => {
    const answer = await connection.request(method, path, {
      signal: AbortSignal.timeout(60_000),
      ...(body === undefined ? {} : { body }),
    })
    return answer.body
  }

  const names = async (): Promise<readonly string[]> => {
    const found = await request('GET', `/_cat/indices/${prefix}*?format=json&h=index&expand_wildcards=all`)
    return Array.isArray(found) ? found.map((row) => String(member(row, 'index'))) : []
  }

  return {
    prefix,
    request,
    async documents(pattern = '*') {
      const where = `${prefix}${pattern}`
      await request('POST', `/${where}/_refresh`)
      const found = await request('POST', `/${where}/_search`, { size: 10_000, query: { match_all: {} } })
      const hits = member(found, 'hits', 'hits')
      return (Array.isArray(hits) ? hits : []).map((hit) => ({
        index: String(member(hit, '_index')).slice(prefix.length),
        id: String(member(hit, '_id')),
        source: member(hit, '_source'),
      }))
    },
    async remove() {
      for (const name of await names()) await request('DELETE', `/${name}`)
      await request('DELETE', `/_index_template/${prefix}*`)
      connection.close()
    },
  }
}

/**
 * Creates indices for the tests of a suite, and ends them and whatever is in `ends` after each test, the last
 * first.
 */
export function testIndicesOf(node: string, afterEach: (end: () => Promise<void>) => void) {
  const ends: (() => unknown)[] = []
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end()
  })
  return {
    ends,
    async createIndices(): Promise<TestIndices> {
      const indices = await createTestIndices(node)
      ends.push(indices.remove)
      return indices
    },
  }
}
