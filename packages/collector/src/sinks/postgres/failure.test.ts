import { expect, it } from 'vitest'
import { failureOf, isMissing, PostgresSinkError, toPostgresError } from './failure.js'

const failed = (code?: string, message = 'Key (id)=(SENTINEL) already exists') =>
  Object.assign(new Error(message), code === undefined ? {} : { code, detail: 'SENTINEL' })

it.each([
  ['08006', 'unavailable'],
  ['57P01', 'unavailable'],
  ['57P03', 'unavailable'],
  ['53100', 'unavailable'],
  ['25006', 'unavailable'],
  ['ECONNREFUSED', 'unavailable'],
  ['EPIPE', 'unavailable'],
  ['53300', 'throttled'],
  ['40001', 'throttled'],
  ['40P01', 'throttled'],
  ['55P03', 'throttled'],
  ['57014', 'throttled'],
  ['22P02', 'rejected'],
  ['22021', 'rejected'],
  ['23502', 'rejected'],
  ['54000', 'too_large'],
  ['42501', undefined],
  ['42P01', undefined],
  ['28P01', undefined],
  ['CLOSED', undefined],
])('reads %s as %s', (code, failure) => {
  expect(failureOf(failed(code))).toBe(failure)
})

it('knows the messages of the driver for a connection that ended', () => {
  for (const message of [
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout expired',
    'timeout exceeded when trying to connect',
    'Client was closed and is not queryable',
    'Client has encountered a connection error and is not queryable',
  ])
    expect([
      failureOf(failed(undefined, message)),
      toPostgresError(failed(undefined, message)),
    ]).toMatchObject(['unavailable', { code: 'UNAVAILABLE' }])
  expect(failureOf(new TypeError('SENTINEL'))).toBe(undefined)
  expect(isMissing(failed('42P01'))).toBe(true)
  expect(isMissing(failed('42501'))).toBe(false)
})

it('keeps the code and nothing else', () => {
  for (const thrown of [
    failed('23505'),
    failed('SENTINEL'),
    failed(),
    new TypeError('SENTINEL'),
    'SENTINEL',
  ]) {
    const error = toPostgresError(thrown)
    expect(error).toBeInstanceOf(PostgresSinkError)
    expect(`${error.name} ${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain('SENTINEL')
  }
  expect(toPostgresError(failed('23505'))).toMatchObject({ code: '23505' })
})
