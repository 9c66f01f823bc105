// Arabic of the map of /find, in forms that suit a woman and a man alike.
import type { EN_MAP } from './en_map.ts';

export const AR_MAP = {
  'map.label': 'خريطة الأماكن الواردة في القائمة',
  'map.pickLabel': 'خريطة لاختيار مكان',
  'map.pickFar': 'لمس الخريطة قرب مكان الانطلاق يقرّبها.',
  'map.pickNear': 'يُختار مكان الانطلاق بلمسه على الخريطة. يبقى على هذا الهاتف.',
  'map.pickOther': 'يمكن أيضًا الرجوع وكتابة مكان أو إحداثيات، أو اختيار منطقة.',
  'map.pickMiddle': 'اختيار وسط الخريطة',
  'map.zoomIn': 'تقريب',
  'map.zoomOut': 'إبعاد',
  'map.first': 'إظهار الأماكن الأولى',
  'map.whole': 'إظهار الكل',
  'map.legend': 'معنى الرموز',
  'map.start': 'مكان الانطلاق',
  'map.open': 'مفتوح عند الوصول',
  'map.closed': 'مغلق عند الوصول',
  'map.unknown': 'لا يُعرف إن كان مفتوحًا',
  'map.stale': 'لم يُؤكَّد مؤخرًا: يُفضَّل الاتصال أولًا',
  'map.review': 'قيد التحقق: يُفضَّل الاتصال أولًا',
  'map.number': 'الترتيب في القائمة',
  'map.source': 'من القائمة المحفوظة {name}، عُدّلت في {date}.',
  'map.sourceUndated': 'من القائمة المحفوظة {name}.',
  'map.noRoads': 'لا تحتوي القائمة على طرق.',
  'map.failed': 'لا يمكن رسم الخريطة على هذا الهاتف.',
  'map.failedNext': 'تعرض القائمة الأماكن نفسها مع الوقت اللازم للوصول إلى كل منها.',
  'map.failedPick': 'يمكن الرجوع وكتابة مكان أو إحداثيات، أو اختيار منطقة.',
} as const satisfies Record<keyof typeof EN_MAP, string>;
