/**
 * Tokens that say by themselves what they are. Prefixes as their issuers document them (GitHub, GitLab, Slack,
 * AWS, Google, Stripe, OpenAI, Anthropic, npm, PyPI, SendGrid, …; also collected in gitleaks and secretlint),
 * JSON Web Tokens (RFC 7519), PEM private keys (RFC 7468).
 */
import { DASH, DOT, LONG_RUN, RUN } from '../scan.js'
import type { Rule, Samples, Span } from './rule.js'

export const secretToken: Rule = {
  id: 'secret_token',
  placeholder: '[secret]',
  lanes: [
    {
      needs: LONG_RUN,
      digits: 0,
      pass: true,
      pattern:
        /(?<![A-Za-z0-9])(?:gh[pousr]_|github_pat_|gl(?:pat|ptt|dt|rt|cbt|imt|agent|oas|soat|ffct|ft)-|GR1348941|xox[abceoprs](?:\.xox[bp])?-|xapp-|(?:sk|rk|pk|whsec)_(?:live|test|prod)_|whsec_|sk-|npm_|pypi-|do[opr]_v1_|shp(?:at|ca|pa|ss)_|lin_api_|lin_oauth_|ops_eyJ|tskey-|NR(?:AK|AA|RA|SP|II|JS)-|PMAK-|rubygems_|sq0(?:atp|csp|idp)-|AGE-SECRET-KEY-1|duffel_|dp\.(?:pt|st|ct|sa|scim|audit)\.|figd_|figo_|fio-u-|FLWSECK|FLWPUBK|gl(?:sa|c)_|hf_|api_org_|HRKU-|p8e-|phc_|phx_|pul-|rdme_|sgp_|shippo_|xkeysib-|xsmtpsib-|ntn_|ATATT3|ATCTT3|CCIPAT_|CCIPRJ_|pscale_(?:tkn|oauth|pw|app)_|GOCSPX-|gsk_|xai-|pplx-|r8_|dckr_pat_|dckr_oat_|sbp_|nfp_|fo1_|FlyV1 |sntry[su]_|sntryu_|ey[A-Z]_|hv[sbr]\.|ya29\.|1\/\/0|vercel_|bkua_|cfut_|ubrk_|sly_|tfp_|prefect-|pnu_|pina_|zpka_|SG\.|secretkey_|apify_api_|LTAI|AKC|dapi|dt0c01\.|oy2|EZ[AT]K|hooks\.slack\.com\/(?:services|workflows|triggers)\/|discord(?:app)?\.com\/api\/webhooks\/|outlook\.office\.com\/webhook\/|hlw_|hlr_|ico-|sm_pat_|vc[piark]_|cf(?:k|at)_|pat\.|fm[12]r?_|A3-(?=[A-Z0-9]{6}-)|secret_(?=[A-Za-z0-9]{43})|key-(?=[\da-f]{32})|s\.(?=[A-Za-z0-9]{24}))[A-Za-z0-9_.=+/@%:-]{16,2048}/g,
      rest: /[A-Za-z0-9_.=+/@%:-]*/y,
      accept: opaque,
    },
    {
      needs: RUN,
      digits: 0,
      pass: true,
      hint: /A[KSBC]|A3T|AIza|AROA|AIDA|ey[JI]|SK[\da-f]|:AA|EAA|LTAI|dapi|oy2|EZ[AT]K/,
      pattern:
        /(?<![A-Za-z0-9])(?:(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA|A3T[A-Z0-9])[A-Z0-9]{16}(?![A-Z0-9])|AIza[\w-]{30,40}|ey[JI][\w-]{8,4096}(?:\.[\w-]{4,8192}){1,4}|(?:EAA[A-Za-z0-9]|LTAI|AKC|dapi|oy2|EZ[AT]K)(?=[A-Za-z]{0,60}\d)[A-Za-z0-9]{19,512}(?![\w-])|(?:SK|AC)[\da-fx]{32}(?!\w)|\d{8,10}:AA[\w-]{30,36})/g,
    },
    {
      needs: DOT | LONG_RUN,
      digits: 1,
      hint: /\.[\w-]{6}\./,
      pattern: /(?<![\w-])[AMNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])/g,
    },
    {
      needs: DASH,
      digits: 0,
      hint: /PRIVATE KEY/,
      pattern:
        /-----BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----[^\ue000-]{0,20000}(?:-----END (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----)?/g,
    },
  ],
}

/** Something random stands behind the prefix: a digit and a letter, and no word of a file or a page. */
function opaque(match: RegExpExecArray): Span | undefined {
  const raw = match[0].replace(/[.:/=]+$/, '')
  const body = raw.slice(4)
  /** A nanoid has 21 characters, and one in 64³ begins like a token. */
  if (raw.length < 22) return undefined
  const mixed = /\d/.test(body) && /[A-Za-z]/.test(body) && /[A-Za-z0-9]{10}|[_-][\w-]{20}/.test(body)
  if (!mixed && !/[A-Za-z0-9]{24}/.test(body)) return undefined
  return { start: match.index, end: match.index + raw.length }
}

export const secretTokenSamples: Samples = {
  match: [
    [`ghp_${'a1B2c3D4e5'.repeat(4)}`, '[secret]'],
    [`my key AKIA${'IOSFODNN7EXAMPLE'} ok`, 'my key [secret] ok'],
    [`sk-proj-${'a1B2c3D4e5'.repeat(4)}`, '[secret]'],
    [`eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.${'a1B2c3D4e5'.repeat(3)}`, '[secret]'],
    [`-----BEGIN PRIVATE KEY-----\nMIIB${'AAAA'.repeat(8)}\n-----END PRIVATE KEY-----`, '[secret]'],
  ],
  clean: ['sk-learn', 'npm_config_registry', 'ghp_short', 'key-value-store-of-the-year', 'AKIA'],
}
