import { expect, it } from 'vitest'
import { faultOf, isUndefined, PostgresSinkError, withoutValues } from './failure.js'

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
  ['42501', 'other'],
  ['42P01', 'other'],
  ['28P01', 'other'],
  ['CLOSED', 'other'],
])('takes %s for %s', (code, fault) => {
  expect(faultOf(failed(code))).toBe(fault)
})

it('knows what the driver says of a connection that ended', () => {
  for (const message of [
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout expired',
    'timeout exceeded when trying to connect',
    'Client was closed and is not queryable',
    'Client has encountered a connection error and is not queryable',
  ])
    expect([faultOf(failed(undefined, message)), withoutValues(failed(undefined, message))]).toMatchObject([
      'unavailable',
      { code: 'UNAVAILABLE' },
    ])
  expect(faultOf(new TypeError('SENTINEL'))).toBe('other')
  expect(isUndefined(failed('42P01'))).toBe(true)
  expect(isUndefined(failed('42501'))).toBe(false)
})

it('keeps the code and nothing else', () => {
  for (const thrown of [
    failed('23505'),
    failed('SENTINEL'),
    failed(),
    new TypeError('SENTINEL'),
    'SENTINEL',
  ]) {
    const error = withoutValues(thrown)
    expect(error).toBeInstanceOf(PostgresSinkError)
    expect(`${error.name} ${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain('SENTINEL')
  }
  expect(withoutValues(failed('23505'))).toMatchObject({ code: '23505' })
})
