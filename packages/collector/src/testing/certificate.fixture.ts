/** Makes a key and a self-signed certificate for 127.0.0.1, in the DER encoding of RFC 5280. */
import { generateKeyPairSync, sign } from 'node:crypto'
import { DAY } from '@hushlog/base'

/** Encodes a tag, a length and a value. */
const tlv = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(contents)
  const { length } = body
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...head]), body])
}
const sequence = (...contents: readonly Uint8Array[]) => tlv(0x30, ...contents)
const hex = (text: string) => Buffer.from(text, 'hex')
const time = (at: number) =>
  tlv(0x18, Buffer.from(`${new Date(at).toISOString().replaceAll(/[-:T]|\..*/g, '')}Z`))

const ECDSA_WITH_SHA256 = sequence(hex('06082a8648ce3d040302'))
const COMMON_NAME = hex('0603550403')
const BASIC_CONSTRAINTS = hex('0603551d13')
const ALTERNATIVE_NAME = hex('0603551d11')
const TRUE = hex('0101ff')

export interface TestCertificate {
  readonly key: string
  readonly cert: string
}

export function createTestCertificate(): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(tlv(0x31, sequence(COMMON_NAME, tlv(0x0c, Buffer.from('hushlog test')))))
  const isAuthority = sequence(BASIC_CONSTRAINTS, TRUE, tlv(0x04, sequence(TRUE)))
  const address = sequence(ALTERNATIVE_NAME, tlv(0x04, sequence(tlv(0x87, Buffer.from([127, 0, 0, 1])))))
  const signed = sequence(
    tlv(0xa0, hex('020102')), // This is version 3.
    hex('020101'), // This is the serial number.
    ECDSA_WITH_SHA256,
    name,
    sequence(time(Date.now() - DAY), time(Date.now() + DAY)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(isAuthority, address)),
  )
  const signature = tlv(0x03, hex('00'), sign('sha256', signed, privateKey))
  const lines =
    sequence(signed, ECDSA_WITH_SHA256, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  }
}
