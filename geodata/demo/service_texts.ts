// What an invented service is called, whom it takes and what to bring: in English as its record is written, and in French and
// Arabic as its translations. Choices are made over the stream that is given; must not know what else a service offers.
import type { Service } from '../schema/service.ts';
import type { SERVICE_COMPONENTS, ServiceKind } from '../schema/service_words.ts';
import type { Stream } from './stream.ts';

type Language = 'fr' | 'ar';
/** The same words in French and Arabic. */
type InBoth = readonly [fr: string, ar: string];
const AT: Readonly<Record<Language, 0 | 1>> = { fr: 0, ar: 1 };

/** Parts of a name: "Amana Clinic, Biu 2". */
export interface ServiceName {
  readonly own: string;
  readonly word: string;
  readonly where: string;
  /** How many before it have the same name. */
  readonly before: number;
}

const WORDS: Readonly<Record<string, InBoth>> = {
  Hospital: ['Hôpital', 'مستشفى'],
  'Health Post': ['Poste de santé', 'نقطة صحية'],
  Clinic: ['Clinique', 'عيادة'],
  'Health Centre': ['Centre de santé', 'مركز صحي'],
  'Counselling Room': ['Salle de consultation', 'غرفة الإرشاد'],
  'Listening Centre': ['Centre d’écoute', 'مركز الاستماع'],
  'Legal Aid Desk': ['Bureau d’aide juridique', 'مكتب المساعدة القانونية'],
  'Law Office for Women': ['Cabinet juridique pour femmes', 'مكتب قانوني للنساء'],
  'Women and Girls Space': ['Espace femmes et filles', 'مساحة النساء والفتيات'],
  "Women's Centre": ['Centre des femmes', 'مركز النساء'],
  'Safe House': ['Maison sûre', 'بيت آمن'],
  'Night Shelter': ['Abri de nuit', 'مأوى ليلي'],
  'Police Family Desk': ['Bureau de police pour les familles', 'مكتب الشرطة لشؤون الأسرة'],
  'Police Gender Desk': ['Bureau de police pour les femmes', 'مكتب الشرطة لشؤون المرأة'],
  'Food Point': ['Point de distribution alimentaire', 'نقطة توزيع الغذاء'],
  'Community Kitchen': ['Cuisine communautaire', 'مطبخ مجتمعي'],
  'Skills Workshop': ['Atelier de métiers', 'ورشة المهارات'],
  'Savings House': ['Maison d’épargne', 'بيت الادخار'],
  "Girls' School": ['École de filles', 'مدرسة البنات'],
  'Learning Centre': ['Centre d’apprentissage', 'مركز التعلم'],
};

/** Names of services and of the larger towns in Arabic letters; others keep the Latin ones, as signs there do. */
const IN_ARABIC: Readonly<Record<string, string>> = {
  ...{ Amana: 'أمانة', Bege: 'بيغي', Lafiya: 'لافيا', Salama: 'سلامة', Haske: 'هاسكي', Kauna: 'كاونا' },
  ...{ Zumunci: 'زومونتشي', Tausayi: 'تاوسايي', Juriya: 'جوريا', Nasara: 'ناسارا' },
  ...{ Maiduguri: 'مايدوغوري', Jimeta: 'جيميتا', Mubi: 'موبي', Gashua: 'غاشوا', Biu: 'بيو', Bama: 'باما' },
  ...{ Nguru: 'نغورو', Gamboru: 'غامبورو', Yola: 'يولا', Potiskum: 'بوتيسكوم', Daura: 'داورا', Numan: 'نومان' },
  ...{ Geidam: 'غيدام', Damboa: 'دامبوا', Dikwa: 'ديكوا', Monguno: 'مونغونو', Damaturu: 'داماتورو', Gwoza: 'غوزا' },
};

/** The name as it is written in the record. */
export const nameInEnglish = ({ own, word, where, before }: ServiceName): string =>
  `${own} ${word}, ${where}${before === 0 ? '' : ` ${before + 1}`}`;

function nameIn(language: Language, { own, word, where, before }: ServiceName): string {
  const number = before === 0 ? '' : ` ${before + 1}`;
  const kind = WORDS[word]?.[AT[language]] ?? word;
  if (language === 'fr') return `${kind} ${own}, ${where}${number}`;
  return `${kind} ${IN_ARABIC[own] ?? own}، ${IN_ARABIC[where] ?? where}${number}`;
}

export const ELIGIBILITY: Readonly<Record<ServiceKind, readonly string[]>> = {
  medical: ['', 'Everybody; no police report is asked for', 'Everybody; children with or without a guardian'],
  psychosocial: ['Women and girls', 'Everybody from 10 years on', ''],
  legal: ['Everybody', 'Women; free of charge below a set income'],
  safe_space: ['Women, and girls from 10 years on', 'Women and girls with small children'],
  shelter: ['Women and their children, after referral', 'Women and girls, by way of a case worker'],
  police: ['', 'Everybody; a woman officer on request'],
  food: ['Registered households', 'Households headed by women first'],
  livelihood: ['Women from 15 years on', 'Everybody from 15 years on'],
  education: ['Girls from 6 to 17 years', 'Children from 6 to 14 years'],
};

const NO_PAPERS = 'No papers are needed';
const DOCUMENTS: Readonly<Record<ServiceKind, readonly string[]>> = {
  medical: [NO_PAPERS, 'Health card, if you have one'],
  psychosocial: [NO_PAPERS],
  legal: [NO_PAPERS, 'Papers of the case, if you have them'],
  safe_space: [NO_PAPERS],
  shelter: ['Referral letter, or a call from a case worker'],
  police: [NO_PAPERS, 'Identity card, if you have one'],
  food: ['Registration card of the household'],
  livelihood: [NO_PAPERS],
  education: ['Birth certificate, or a letter of the ward head'],
};

const SENTENCES: Readonly<Record<string, InBoth>> = {
  'Everybody; no police report is asked for': [
    'Tout le monde ; aucun rapport de police n’est demandé',
    'للجميع؛ لا يُطلب تقرير من الشرطة',
  ],
  'Everybody; children with or without a guardian': [
    'Tout le monde ; les enfants avec ou sans tuteur',
    'للجميع؛ الأطفال بوصي أو بدون وصي',
  ],
  'Women and girls': ['Femmes et filles', 'النساء والفتيات'],
  'Everybody from 10 years on': ['Tout le monde à partir de 10 ans', 'للجميع من عمر 10 سنوات'],
  Everybody: ['Tout le monde', 'للجميع'],
  'Women; free of charge below a set income': [
    'Femmes ; gratuit au-dessous d’un certain revenu',
    'النساء؛ مجانًا لمن دخلها دون حد معين',
  ],
  'Women, and girls from 10 years on': ['Femmes, et filles à partir de 10 ans', 'النساء، والفتيات من عمر 10 سنوات'],
  'Women and girls with small children': ['Femmes et filles avec de petits enfants', 'النساء والفتيات مع أطفال صغار'],
  'Women and their children, after referral': [
    'Femmes et leurs enfants, sur orientation',
    'النساء وأطفالهن، بعد إحالة',
  ],
  'Women and girls, by way of a case worker': [
    'Femmes et filles, par une assistante sociale',
    'النساء والفتيات، عن طريق أخصائية حالات',
  ],
  'Everybody; a woman officer on request': ['Tout le monde ; une policière sur demande', 'للجميع؛ شرطية عند الطلب'],
  'Registered households': ['Ménages enregistrés', 'الأسر المسجلة'],
  'Households headed by women first': ['D’abord les ménages dirigés par une femme', 'الأسر التي تعيلها نساء أولًا'],
  'Women from 15 years on': ['Femmes à partir de 15 ans', 'النساء من عمر 15 سنة'],
  'Everybody from 15 years on': ['Tout le monde à partir de 15 ans', 'للجميع من عمر 15 سنة'],
  'Girls from 6 to 17 years': ['Filles de 6 à 17 ans', 'الفتيات من 6 إلى 17 سنة'],
  'Children from 6 to 14 years': ['Enfants de 6 à 14 ans', 'الأطفال من 6 إلى 14 سنة'],
  [NO_PAPERS]: ['Aucun papier n’est nécessaire', 'لا حاجة إلى أي أوراق'],
  'Health card, if you have one': ['Carnet de santé, si vous en avez un', 'البطاقة الصحية إن وُجدت'],
  'Papers of the case, if you have them': ['Papiers du dossier, si vous les avez', 'أوراق القضية إن وُجدت'],
  'Referral letter, or a call from a case worker': [
    'Lettre d’orientation, ou appel d’une assistante sociale',
    'خطاب إحالة، أو اتصال من أخصائية حالات',
  ],
  'Identity card, if you have one': ['Carte d’identité, si vous en avez une', 'بطاقة الهوية إن وُجدت'],
  'Registration card of the household': ['Carte d’enregistrement du ménage', 'بطاقة تسجيل الأسرة'],
  'Birth certificate, or a letter of the ward head': [
    'Acte de naissance, ou lettre du chef de quartier',
    'شهادة الميلاد، أو خطاب من شيخ الحي',
  ],
};

/** What to bring; for half of them nobody has written it down. */
export const documentsOf = (kind: ServiceKind, stream: Stream): string =>
  stream.chance(0.5) ? stream.pick(DOCUMENTS[kind]) : '';

const SUPPLIES: ReadonlySet<string> = new Set(['pep', 'emergency_contraception', 'sti_treatment', 'hepatitis_b']);

/** Medicines among the components that are not there this week. */
export const outOfStockOf = (
  components: readonly (typeof SERVICE_COMPONENTS)[number][],
  stream: Stream,
): (typeof SERVICE_COMPONENTS)[number][] =>
  components.filter((component) => SUPPLIES.has(component) && stream.chance(0.09));

/** Seven in ten are translated into French, as many into Arabic. */
export function translationsOf(
  name: ServiceName,
  { eligibility, documents }: Pick<Service, 'eligibility' | 'documents'>,
  stream: Stream,
): Service['translations'] {
  const translated = stream.some(['fr', 'ar'] as const, 0.7).map((language) => {
    const said = (text: string) => SENTENCES[text]?.[AT[language]];
    const [whom, papers] = [said(eligibility), said(documents)];
    const texts = {
      name: nameIn(language, name),
      ...(whom === undefined ? {} : { eligibility: whom }),
      ...(papers === undefined ? {} : { documents: papers }),
    };
    return [language, texts] as const;
  });
  return Object.fromEntries(translated);
}
