/**
 * Tokens that say by themselves what they are. Prefixes as their issuers document them (GitHub, GitLab,
 * Slack, AWS, Google, Stripe, OpenAI, Anthropic, npm, PyPI, SendGrid, …; also collected in gitleaks and
 * secretlint), JSON Web Tokens (RFC 7519), PEM private keys (RFC 7468).
 */

import {
  type Detector,
  type NamedDetector,
  NONE,
  type Rule,
  type Samples,
  type Spans,
  whole,
} from './rule.js'
import { DASH, DOT, TOKEN } from './signals.js'

/**
 * Finds random tokens without a known prefix: a short word and then a random run, or a long random run. A
 * nanoid has 21 characters, also behind `id_` or `user-`, and the end of a sentence or the suffix of a file
 * may follow it.
 */
export const randomTokenInPage: NamedDetector = {
  rule: 'secret_token',
  placeholder: '[secret]',
  pattern:
    /(?<![\w.%/+~:,-])(?!sha\d|h[up]_)(?:[a-z][a-z\d]{0,11}[_-](?![\w-]{21}(?![\w~-]))[\w.~-]{20,}|[a-z\d]{45,512}(?![\w+/=]))/gi,
  accept: (match) =>
    match[0].split(/[_.~-]/).some((run, i) => MIXED.test(run) || (i > 0 && SINGLE.test(run)))
      ? whole(match)
      : NONE,
}

/** Matches a run with both cases and two digits. */
const MIXED = /^(?=.{20})(?=.*[a-z])(?=.*[A-Z]).*\d.*\d/
/** Matches a run with letters beyond those of a hash, but no ULID, which may have a prefix as well. */
const SINGLE = /^(?!0[0-7].{24}$)(?=.{24})(?=.*\d.*\d.*\d).*[g-z]/i

/**
 * The most used of those that the run alone does not give away: hexadecimal, in parts, or without a
 * separator.
 */
export const commonTokenInPage: NamedDetector = {
  rule: 'secret_token',
  placeholder: '[secret]',
  pattern:
    /(?<![A-Za-z\d])(?:(?:(?:shp..|sgp|rubygems|do._v1|hf|sntry.|glc|fm2|gh.)_|(?:pul|xkeysib|PMAK|sk|p8e|A3)-|ey[IJ][\w-]{9,500}\.|(?:SG|hv.)\.)[\w.+/=-]{20,}|A(?:[KS]IA[A-Z\d]{16}|Iza[\w-]{35})(?![A-Z\d]))|-----BEGIN [A-Z ]{0,40}PRIVATE KEY[^\ue000-\uf8ff]+/g,
}

/** These tokens have an issuer's prefix and then at least 16 characters. */
const prefixed: Detector = {
  stems:
    ' ghp_| gho_| ghu_| ghs_| ghr_| github_pat_| glpat-| glptt-| gldt-| glrt-| glt-| glcbt-| glimt-| glagent-| gloas-| glsoat-| glft-| glfft-| glfct-| glffct-| glrtr-| gr1348941| xox| xapp-| sk_live_| sk_test_| sk_prod_| rk_live_| rk_test_| rk_prod_| pk_live_| pk_test_| pk_prod_| ak_live_| ak_test_| ak_prod_| whsec_| live_| test_| sk-| npm_| pypi-| doo_v1_| dop_v1_| dor_v1_| shpat_| shpca_| shppa_| shpss_| lin_api_| lin_oauth_| ops_eyj| tskey-| nrak-| nraa-| nrra-| nrsp-| nrii-| nrjs-| pmak-| rubygems_| clojars_| sq0| sqa_| sqp_| squ_| age-secret-key-1| duffel_| dp.| dnkey-| figd_| figo_| figu_| fio-u-| flwseck| flwpubk| glsa_| glc_| hf_| api_org_| hrku-| p8e-| phc_| phs_| phx_| pul-| rdme_| sgp_| shippo_| xkeysib-| xsmtpsib-| ntn_| atatt3| atctt3| ccipat_| cciprj_| pscale_| gocspx-| gsk_| xai-| pplx-| r8_| dckr_| sbp_| nfp_| fo1_| flyv1 | fm1_| fm1r_| sntrys_| sntryu_| hvs.| hvb.| hvr.| ya29.|1//1| t1.| vercel_| vcp_| vci_| vca_| vcr_| vck_| bkua_| cfu_| cfut_| cfk_| cfkt_| cfa_| cfat_| ubrk_| sly_| tfp_| prefect-| pnu_| pina_| zpka_| sg.| secretkey_| secret_********| apify_api_| dt0c| dt0s| hooks.slack.com| discord.com/api| discordapp.com/api|.webhook.office.com| outlook.office.com| hlw_| hlr_| ico-| sm_aat_| sm_pat_| sm_sat_| pat.| sat.| s-s4t2| sl.| tk-us-| access-sandbox-| access-development-| access-production-| scauth_| authress_| ext_| sha256~| api-********| a3-******-| key-$$$$$$$$| s.********| absk| bedrock-api-key-| pk.eyj| wandb_v1_| lsv2_| nvapi-| tvly-| jina_| fc-$$$$$$$$| atbb| aq.a| e2b_| lpk_| uat_| v1.1-$$$$$$$$|4b1d********',
  skipsRefused: true,
  pattern:
    /(?<![A-Za-z0-9])(?:gh[pousr]_|github_pat_|gl(?:pat|ptt|dt|r?t|cbt|imt|agent|oas|soat|ff?c?t|rtr)-|GR1348941|xox[abceoprs](?:\.xox[bp])?-|xapp-|(?:sk|rk|pk|whsec|ak)_(?:live|test|prod)_|(?:live|test)_(?:pub_)?(?=[\da-f]{35}|\w{40})|whsec_|sk-|npm_|pypi-|do[opr]_v1_|shp(?:at|ca|pa|ss)_|lin_(?:api|oauth)_|ops_eyJ|tskey-|NR(?:AK|AA|RA|SP|II|JS)-|PMAK-|rubygems_|CLOJARS_|sq0(?:atp|csp|idp)-|sq[apu]_|AGE-SECRET-KEY-1|duffel_|dp\.(?:pt|st|ct|sa|scim|audit)\.|dnkey-|fig[dou]_|fio-u-|FLW(?:SECK|PUBK)|gl(?:sa|c)_|hf_|api_org_|HRKU-|p8e-|ph[csx]_|pul-|rdme_|sgp_|shippo_|x(?:keysib|smtpsib)-|ntn_|AT[AC]TT3|CCIP(?:AT|RJ)_|pscale_(?:tkn|oauth|pw|app)_|GOCSPX-|gsk_|xai-|pplx-|r8_|dckr_[po]at_|sbp_|nfp_|fo1_|FlyV1 |fm[12]r?_|sntry[su]_|hv[sbr]\.|ya29\.|1\/\/0|t1\.|vercel_|vc[piark]_|bkua_|cf(?:u|k|a)t?_|ubrk_|sly_|tfp_|prefect-|pnu_|pina_|zpka_|SG\.|secretkey_|secret_(?=[A-Za-z0-9]{43})|apify_api_|dt0[cs]\d\d\.|hooks\.slack\.com\/(?:services|workflows|triggers)\/|discord(?:app)?\.com\/api\/webhooks\/|\w{1,40}\.webhook\.office\.com\/|outlook\.office\.com\/webhook\/|hl[wr]_|ico-|sm_[aps]at_|[ps]at\.|s-s4t2|sl\.(?=[\w-]{60})|tk-us-|access-(?:sandbox|development|production)-|(?:scauth|authress|ext)_(?=\w{5,30}\.)|sha256~|API-(?=[A-Z0-9]{26})|A3-(?=[A-Z0-9]{6}-)|key-(?=[\da-f]{32})|s\.(?=[A-Za-z0-9]{24})|ABSK|bedrock-api-key-|pk\.eyJ|wandb_v1_|lsv2_|nvapi-|tvly-|jina_|fc-(?=[\da-f]{32})|r8_|ATBB|AQ\.A|e2b_|lpk_|uat_|v1\.0-(?=[\da-f]{24}-)|4b1d(?=[A-Za-z0-9]{38}(?!\w)))[A-Za-z0-9_.=+/@%:~-]{16,}/g,
  accept: opaque,
}

/**
 * These tokens have a shape of their own: AWS, Google, JSON Web Tokens, Meta, Twilio, Telegram, Mailchimp,
 * Azure.
 */
const shaped: Detector = {
  stems:
    ' akia| asia| abia| acca| aroa| aida| a3t| aiza| eyj| eyi| zxlk| eaa| ltai| akc| dapi| oy2| ezak| eztk| cmvmd| glet| sk$$$$$$$$| ac$$$$$$$$|1:a|*-us1|1q~|.atlasv1.',
  skipsRefused: true,
  pattern:
    /(?<![\w-])(?:(?:A(?:KIA|SIA|BIA|CCA|ROA|IDA)|A3T[A-Z0-9])[A-Z0-9]{16}(?![A-Z0-9])|AIza[\w-]{30,40}|(?:ey[JI]|ZXlK)[\w-]{8,4096}(?:\.[\w-]{4,8192}){1,4}|(?:EAA[A-Za-z0-9]|LTAI|AKC|dapi|oy2|EZ[AT]K|cmVmd|glet)(?=[A-Za-z]{0,60}\d)[A-Za-z0-9]{19,512}(?![\w-])|(?:SK|AC)[\da-fx]{32}(?!\w)|\d{8,10}:A[A-Z][\w-]{30,36}|[\da-f]{32}-us\d{1,2}(?!\w)|\w{3}\dQ~[\w~.-]{31,34}|\w{14}\.atlasv1\.[\w-]{60,70})/g,
}

/** Only their dots identify these tokens: Discord, Airtable. */
const dotted: Detector = {
  needs: DOT | TOKEN,
  skipsRefused: true,
  pattern: /(?<![\w-])(?:[AMNO][\w-]{22,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])|pat\w{14}\.[\da-f]{64})/g,
}

const pem: Detector = {
  needs: DASH,
  stems: 'private key',
  pattern:
    /-----BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----[^\ue000-]{0,20000}(?:-----END (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----)?/g,
}

export const secretToken: Rule = {
  id: 'secret_token',
  placeholder: '[secret]',
  detectors: [prefixed, shaped, dotted, pem, { ...randomTokenInPage, needs: TOKEN, skipsRefused: true }],
}

/**
 * Accepts a token with something random behind its prefix: a digit and a letter, and no word of a file or a
 * page.
 */
function opaque(match: RegExpExecArray): Spans {
  const raw = match[0].replace(/[.:/=]+$/, '')
  const body = raw.slice(4)
  // A nanoid has 21 characters, and one in 64³ has an issuer's prefix at its start or behind a dash. The rest
  // of a path is not part of it.
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
