/** The route by which a page learns who reads it, and what is there to read. */
import type { TenantConfig } from '../config/config.js'
import type { JsonSchema, Route } from './route.js'
import { schemaRef } from './route.js'

const text = { type: 'string' }

export const meSchemas: Readonly<Record<string, JsonSchema>> = {
  Me: {
    type: 'object',
    required: ['who', 'admin', 'by', 'scopes', 'expires_at', 'tenants'],
    properties: {
      who: { ...text, description: 'admin, or the name, the hint or the place of the token' },
      admin: { type: 'boolean' },
      by: { enum: ['cookie', 'basic', 'bearer'], description: 'cookie: /sign-out ends it' },
      scopes: { type: 'array', items: { enum: ['read', 'erase', 'boards'] } },
      expires_at: { type: ['string', 'null'], format: 'date-time', description: 'When the token ends' },
      tenants: {
        type: 'array',
        description: 'Those that may be read, in the order of the configuration',
        items: {
          type: 'object',
          required: ['id', 'name', 'retention_days', 'content', 'write_keys'],
          properties: {
            id: text,
            name: text,
            retention_days: { type: 'integer' },
            content: { enum: ['off', 'redacted'] },
            write_keys: {
              type: 'array',
              description: 'The write keys that are valid now; never the keys themselves',
              items: {
                type: 'object',
                required: ['name', 'origins', 'expires_at'],
                properties: {
                  name: { ...text, description: 'The name, the hint or the place of the key' },
                  origins: {
                    type: 'array',
                    description: 'Pages that may use it; none: servers only; *: every page',
                    items: text,
                  },
                  expires_at: { type: ['string', 'null'], format: 'date-time' },
                },
              },
            },
          },
        },
      },
    },
  },
}

const timeOrNull = (time: number | undefined): string | null =>
  time === undefined ? null : new Date(time).toISOString()

const describeTenant = ({ id, name, retentionDays, content, writeKeys }: TenantConfig, now: number) => ({
  id,
  name,
  retention_days: retentionDays,
  content,
  write_keys: writeKeys
    .map(({ label, origins = [], expiresAt }, i) => ({
      name: label ?? `write_keys[${i}]`,
      origins,
      expiresAt,
    }))
    .filter(({ expiresAt = Number.POSITIVE_INFINITY }) => expiresAt > now)
    .map(({ expiresAt, ...key }) => ({ ...key, expires_at: timeOrNull(expiresAt) })),
})

export const createMeRoute = (
  tenants: () => ReadonlyMap<string, TenantConfig>,
  now: () => number,
): Route => ({
  method: 'get',
  path: '/v1/me',
  guard: 'known',
  handler: (_request, response, reader) => {
    const { who, admin, by, scopes, expiresAt } = reader
    const known = reader.tenants.flatMap((id) => tenants().get(id) ?? [])
    response.set('cache-control', 'no-store').json({
      who,
      admin,
      by,
      scopes: [...scopes],
      expires_at: timeOrNull(expiresAt),
      tenants: known.map((tenant) => describeTenant(tenant, now())),
    })
  },
  operation: {
    summary: 'Who reads, and which tenants may be read',
    responses: {
      '200': {
        description: 'Who reads, and which tenants may be read',
        content: { 'application/json': { schema: schemaRef('Me') } },
      },
    },
  },
})
