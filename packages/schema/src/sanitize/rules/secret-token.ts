/**
 * Tokens that say by themselves what they are. Prefixes as their issuers document them (GitHub, GitLab, Slack,
 * AWS, Google, Stripe, OpenAI, Anthropic, npm, PyPI, SendGrid, …; also collected in gitleaks and secretlint),
 * JSON Web Tokens (RFC 7519), PEM private keys (RFC 7468).
 */
import { DASH, LONG_RUN, RUN } from '../signals.js'
import { type Lane, NONE, type Rule, type Samples, type Spans, whole } from './rule.js'

/** What nobody needs to have listed (longer than a nanoid, which has 21 characters): a short word and then a run that no one has made up, or such a run that is long. */
const random: Lane = {
  needs: LONG_RUN,
  pass: true,
  pattern:
    /(?<![\w.%/+~:,-])(?!sha\d|h[up]_)(?:[a-z][a-z\d]{0,11}[_-][\w.~-]{20,}|[a-z\d]{45,512}(?![\w+/=]))/gi,
  accept: (match) =>
    match[0].split(/[_.~-]/).some((run, i) => MIXED.test(run) || (i > 0 && SINGLE.test(run)))
      ? whole(match)
      : NONE,
}

/** Both cases and two digits. */
const MIXED = /^(?=.{20})(?=.*[a-z])(?=.*[A-Z]).*\d.*\d/
/** With letters beyond those of a hash; not a ULID, which also comes with a prefix. */
const SINGLE = /^(?!0[0-7].{24}$)(?=.{24})(?=.*\d.*\d.*\d).*[g-z]/i

/** The most used of those that the run alone does not give away: hexadecimal, in parts, or without a separator. */
const common: Lane = {
  needs: RUN,
  pass: true,
  pattern:
    /(?<![A-Za-z\d])(?:(?:(?:shp..|sgp|rubygems|do._v1|hf|sntry.|glc|fm2|gh.)_|(?:pul|xkeysib|PMAK|sk|p8e|A3)-|ey[IJ][\w-]{9,500}\.|(?:SG|hv.)\.)[\w.+/=-]{20,}|A(?:[KS]IA[A-Z\d]{16}|Iza[\w-]{35})(?![A-Z\d]))|-----BEGIN [A-Z ]{0,40}PRIVATE KEY[^\ue000]+/g,
}

export const secretTokenBrowser: Rule = {
  id: 'secret_token',
  placeholder: '[secret]',
  lanes: [random, common],
}

/** An issuer's prefix, then at least 16 characters. */
const prefixed: Lane = {
  needs: LONG_RUN,
  pass: true,
  pattern:
    /(?<![A-Za-z0-9])(?:gh[pousr]_|github_pat_|gl(?:pat|ptt|dt|r?t|cbt|imt|agent|oas|soat|ff?c?t|rtr)-|GR1348941|xox[abceoprs](?:\.xox[bp])?-|xapp-|(?:sk|rk|pk|whsec|ak)_(?:live|test|prod)_|(?:live|test)_(?:pub_)?(?=[\da-f]{35}|\w{40})|whsec_|sk-|npm_|pypi-|do[opr]_v1_|shp(?:at|ca|pa|ss)_|lin_(?:api|oauth)_|ops_eyJ|tskey-|NR(?:AK|AA|RA|SP|II|JS)-|PMAK-|rubygems_|CLOJARS_|sq0(?:atp|csp|idp)-|sq[apu]_|AGE-SECRET-KEY-1|duffel_|dp\.(?:pt|st|ct|sa|scim|audit)\.|dnkey-|fig[dou]_|fio-u-|FLW(?:SECK|PUBK)|gl(?:sa|c)_|hf_|api_org_|HRKU-|p8e-|ph[csx]_|pul-|rdme_|sgp_|shippo_|x(?:keysib|smtpsib)-|ntn_|AT[AC]TT3|CCIP(?:AT|RJ)_|pscale_(?:tkn|oauth|pw|app)_|GOCSPX-|gsk_|xai-|pplx-|r8_|dckr_[po]at_|sbp_|nfp_|fo1_|FlyV1 |fm[12]r?_|sntry[su]_|hv[sbr]\.|ya29\.|1\/\/0|t1\.|vercel_|vc[piark]_|bkua_|cf(?:u|k|a)t?_|ubrk_|sly_|tfp_|prefect-|pnu_|pina_|zpka_|SG\.|secretkey_|secret_(?=[A-Za-z0-9]{43})|apify_api_|dt0[cs]\d\d\.|hooks\.slack\.com\/(?:services|workflows|triggers)\/|discord(?:app)?\.com\/api\/webhooks\/|\w{1,40}\.webhook\.office\.com\/|outlook\.office\.com\/webhook\/|hl[wr]_|ico-|sm_[aps]at_|[ps]at\.|s-s4t2|sl\.(?=[\w-]{60})|tk-us-|access-(?:sandbox|development|production)-|(?:scauth|authress|ext)_(?=\w{5,30}\.)|sha256~|API-(?=[A-Z0-9]{26})|A3-(?=[A-Z0-9]{6}-)|key-(?=[\da-f]{32})|s\.(?=[A-Za-z0-9]{24})|ABSK|bedrock-api-key-|pk\.eyJ|wandb_v1_|lsv2_|nvapi-|tvly-|jina_|fc-(?=[\da-f]{32})|r8_|ATBB|AQ\.A|e2b_|lpk_|uat_|v1\.0-(?=[\da-f]{24}-)|4b1d(?=[A-Za-z0-9]{38}(?!\w)))[A-Za-z0-9_.=+/@%:~-]{16,}/g,
  accept: opaque,
}

/** A shape of its own: AWS, Google, JSON Web Tokens, Meta, Twilio, Telegram, Discord, Mailchimp, Azure. */
const shaped: Lane = {
  needs: RUN,
  pass: true,
  pattern:
    /(?<![\w-])(?:(?:A(?:KIA|SIA|BIA|CCA|ROA|IDA)|A3T[A-Z0-9])[A-Z0-9]{16}(?![A-Z0-9])|AIza[\w-]{30,40}|(?:ey[JI]|ZXlK)[\w-]{8,4096}(?:\.[\w-]{4,8192}){1,4}|(?:EAA[A-Za-z0-9]|LTAI|AKC|dapi|oy2|EZ[AT]K|cmVmd|glet)(?=[A-Za-z]{0,60}\d)[A-Za-z0-9]{19,512}(?![\w-])|(?:SK|AC)[\da-fx]{32}(?!\w)|\d{8,10}:A[A-Z][\w-]{30,36}|[AMNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])|[\da-f]{32}-us\d{1,2}(?!\w)|\w{3}\dQ~[\w~.-]{31,34}|pat\w{14}\.[\da-f]{64}|\w{14}\.atlasv1\.[\w-]{60,70})/g,
}

const pem: Lane = {
  needs: DASH,
  hint: /PRIVATE KEY/,
  pattern:
    /-----BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----[^\ue000-]{0,20000}(?:-----END (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----)?/g,
}

export const secretToken: Rule = {
  id: 'secret_token',
  placeholder: '[secret]',
  lanes: [prefixed, shaped, pem, random],
}

/** Something random stands behind the prefix: a digit and a letter, and no word of a file or a page. */
function opaque(match: RegExpExecArray): Spans {
  const raw = match[0].replace(/[.:/=]+$/, '')
  const body = raw.slice(4)
  /** A nanoid has 21 characters, and one in 64³ has an issuer's prefix at its start or behind a dash; what follows in a path is not of it. */
  if (raw.length < 22 || /^[\w-]{2,21}[/:@]/.test(raw)) return NONE
  const mixed = /\d/.test(body) && /[A-Za-z]/.test(body) && /[A-Za-z0-9]{10}|[_-][\w-]{20}/.test(body)
  if (!mixed && !/[A-Za-z0-9]{24}/.test(body)) return NONE
  return [[match.index, match.index + raw.length]]
}

export const secretTokenSamples: Samples = {
  match: [
    [`ghp_${'a1B2c3D4e5'.repeat(4)}`, '[secret]'],
    [`my key AKIA${'IOSFODNN7EXAMPLE'} ok`, 'my key [secret] ok'],
    [`sk-proj-${'a1B2c3D4e5'.repeat(4)}`, '[secret]'],
    [`eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.${'a1B2c3D4e5'.repeat(3)}`, '[secret]'],
    [`-----BEGIN PRIVATE KEY-----\nMIIB${'AAAA'.repeat(8)}\n-----END PRIVATE KEY-----`, '[secret]'],
  ],
  clean: [
    'sk-learn',
    'npm_config_registry',
    'ghp_short',
    'key-value-store-of-the-year',
    'AKIA',
    '/things/sk-77M9yMKl0rzG79ILlB/edit',
    '/a/DtR-hf_gUolS5zWB023Uz/edit',
    '/a/DtR-hf_gUolS5zWB023Uz/settings/members',
    'Q1-hf_gUolS5zWB023UzQ:duplicate',
  ],
}
