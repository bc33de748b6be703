/** Changes something on the collector. A refusal of a change says nothing about the figures that are shown. */
import { address } from './request.js'

/** Says why a change was not made. */
export class Refused extends Error {
  override readonly name = 'Refused'
  /**
   * @param status of the answer; 0 when there was none
   * @param code names the kind of the refusal
   * @param detail what the collector says about it, for a reader
   */
  constructor(
    readonly status: number,
    readonly code: string | undefined,
    readonly detail: string | undefined,
  ) {
    super(detail ?? code ?? 'refused')
  }
}

interface Change {
  readonly method: 'PUT' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** @throws Refused */
export async function save(path: string, { method, headers, body }: Change): Promise<Response> {
  let response: Response
  try {
    response = await fetch(address(path), {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      cache: 'no-store',
    })
  } catch {
    throw new Refused(0, undefined, undefined)
  }
  if (response.ok) return response
  throw await refusedBy(response)
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

async function refusedBy(response: Response): Promise<Refused> {
  try {
    const problem = (await response.json()) as Readonly<Record<string, unknown>>
    return new Refused(response.status, textOf(problem.code), textOf(problem.detail ?? problem.title))
  } catch {
    return new Refused(response.status, undefined, undefined)
  }
}
