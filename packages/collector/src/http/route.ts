/**
 * Routes as data. The Express router, the dispatch of fast paths, the guards, the answers 404 and 405 and the
 * OpenAPI document all come from rows of this type, so that none of them can disagree with another.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Request, Response } from 'express'
import type { AccessControl, KnownReader, ReadAccess } from './access.js'
import type { ProblemCode } from './problem.js'

export type Method = 'get' | 'post' | 'put' | 'delete'

/** A JSON Schema, as OpenAPI 3.1 embeds it. */
export type JsonSchema = Readonly<Record<string, unknown>>

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required?: boolean
  readonly description?: string
  readonly schema: JsonSchema
}

type Content = Readonly<Record<string, { readonly schema?: JsonSchema }>>

export interface ResponseObject {
  readonly description: string
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: JsonSchema }>>
  readonly content?: Content
}

/** Describes a route for OpenAPI, beyond its method, path and guard. */
export interface Operation {
  readonly summary: string
  /** The parameters of the query, and those of the path that are more than a string without a description. */
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required: boolean; readonly content: Content }
  /** Maps a status to its response, which replaces the one that follows from `refusals` or from the guard. */
  readonly responses: Readonly<Record<string, ResponseObject>>
  /** The problems that the handler answers with; those of the guard are added. */
  readonly refusals?: readonly ProblemCode[]
}

interface Declaration {
  readonly method: Method
  /** The path is in the notation of OpenAPI, such as `/v1/erasures/{id}`. */
  readonly path: string
  readonly operation: Operation
}

type Answered = void | Promise<void>

/** A handler that needs nothing of Express. */
export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => Answered

export interface OpenRoute extends Declaration {
  readonly guard: 'none'
  /** With this limit, the handler finds the fields of a form in `request.body`. Anything but a form is refused. */
  readonly maxFormBytes?: number
  readonly handler: (request: Request, response: Response) => Answered
}

export interface MetricsRoute extends Declaration {
  /** Checks credentials where tenants are configured. */
  readonly guard: 'metrics'
  readonly handler: (request: Request, response: Response) => Answered
}

export interface GuardedRoute extends Declaration {
  /** Names the member of `AccessControl` that checks the credentials. */
  readonly guard: Exclude<keyof AccessControl, 'metrics' | 'known'>
  /**
   * With this limit, the handler finds the body parsed as JSON in `request.body`, whatever its content type.
   * A larger body is refused.
   */
  readonly maxJsonBytes?: number
  readonly handler: (request: Request, response: Response, access: ReadAccess) => Answered
}

export interface KnownRoute extends Declaration {
  /** Admits everybody who has credentials, and tells the handler how that is known. */
  readonly guard: 'known'
  readonly handler: (request: Request, response: Response, reader: KnownReader) => Answered
}

export interface IngestRoute extends Declaration {
  /**
   * The handler checks the write key and the origin by itself, before it reads the body. It never rejects.
   */
  readonly guard: 'ingest'
  readonly handler: NodeHandler
  /** Answers the OPTIONS request that a browser sends first. */
  readonly preflight: NodeHandler
  /**
   * A request whose method and path match exactly does not go through Express, which costs a third of the
   * throughput.
   */
  readonly bypassesExpress?: boolean
}

export type Route = OpenRoute | MetricsRoute | KnownRoute | GuardedRoute | IngestRoute

/** @returns a reference to a schema that is passed to the OpenAPI document by this name. */
export const schemaRef = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })

/**
 * @returns the decoded parameter of the path, or an empty string when the path of the route does not have it.
 */
export const pathParameter = ({ params }: Request, name: string): string => String(params[name] ?? '')

/** Describes the query parameter that names the tenant of a request. */
export const tenantParameter: Parameter = {
  name: 'tenant',
  in: 'query',
  description: 'Id of a tenant; needed by the admin when there are several',
  schema: { type: 'string' },
}

/**
 * Describes the query parameter that names the tenants of a report.
 *
 * @param isEveryMeant says that all are meant when it is left out
 */
export const tenantsParameter = (isEveryMeant: boolean): Parameter => ({
  name: 'tenant',
  in: 'query',
  description: isEveryMeant
    ? 'Id of a tenant, or several joined by commas; every one that may be read when it is left out'
    : 'Id of a tenant, several joined by commas, or *; needed by the admin when there are several',
  schema: { type: 'string' },
})
