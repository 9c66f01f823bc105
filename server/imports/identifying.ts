// Columns that identify people, in the languages met so far. A file of incidents that has one is refused as a whole:
// the operator takes the column out, Safereach never sees it (product.md, do no harm 8).

const WORDS = [
  ...['name', 'first_name', 'last_name', 'family_name', 'full_name', 'surname', 'given_name', 'nickname', 'initials'],
  ...['victim', 'victim_name', 'survivor', 'survivor_name', 'perpetrator_name', 'father_name', 'mother_name'],
  ...['caregiver_name', 'reporter_name', 'witness_name', 'contact', 'contact_name', 'contact_person'],
  ...['phone', 'telephone', 'tel', 'mobile', 'msisdn', 'whatsapp', 'phone_number', 'email', 'e_mail', 'mail'],
  ...['birth_date', 'birthdate', 'date_of_birth', 'dob', 'birthday', 'national_id', 'id_number', 'id_card', 'passport'],
  ...[
    'ssn',
    'bvn',
    'nin',
    'registration_number',
    'case_number',
    'progres_id',
    'ration_card',
    'unhcr_id',
    'face',
    'photo',
  ],
  ...[
    'fingerprint',
    'address',
    'street',
    'house_number',
    'household_head',
    'ip',
    'ip_address',
    'device_id',
    'username',
  ],
  ...['nom', 'prenom', 'nom_complet', 'adresse', 'courriel', 'date_de_naissance', 'nombre', 'apellido', 'telefono'],
  ...['الاسم', 'الهاتف', 'العنوان', 'تاريخ_الميلاد', 'suna', 'waya'],
];
const IDENTIFYING = new Set(WORDS);
/** Parts that give a longer column away: `survivor_phone_1`, `date_of_birth_exact`, `parent_name`. */
const PARTS =
  /(^|_)(phone|telephone|telefon|tel|mobile|email|birth|dob|surname|passport|fingerprint|whatsapp|contact|gps|biometrics?)(_|$)|_(full_?)?names?\d*(_|$)|^(victim|survivor|patient|client|beneficiary|caregiver|mothers?|fathers?|husband|wife)(_|\d|$)|narrat|descri|testimon|case_?notes?/;
/** Names of places and of things, which identify nobody. */
const HARMLESS =
  /^(adm\d|admin\d|area|lga|state|district|ward|place|location|country|region|type|dataset|source|event)_name/;

/** The columns of a file that identify people. */
export function identifyingColumns(columns: Iterable<string>): string[] {
  return [...columns].filter((column) => !HARMLESS.test(column) && (IDENTIFYING.has(column) || PARTS.test(column)));
}
