/** Names rules of the sanitizer, and other ids, for people. */
const ruleNames: Readonly<Record<string, string>> = {
  email: 'E-mail addresses',
  phone: 'Phone numbers',
  card: 'Payment cards',
  iban: 'Bank accounts (IBAN)',
  ip: 'IP addresses',
  mac: 'MAC addresses',
  national_id: 'National ids',
  birth_date: 'Dates of birth',
  secret_key: 'Passwords and keys',
  secret_token: 'Tokens',
  secret_url: 'Credentials in addresses',
  url_param: 'Private parameters',
  user_folder: 'Names in folders',
}

/** Returns the id of a rule that has no name. */
export const formatRule = (rule: string) =>
  (Object.hasOwn(ruleNames, rule) ? ruleNames[rule] : undefined) ?? formatId(rule)

/** Turns `queue_full` into `queue full`. */
export const formatId = (id: string) => id.replaceAll('_', ' ')
