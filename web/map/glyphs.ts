// Line drawings of the kinds of service and of zones, as SVG paths on a 24 × 24 field, for canvas and legend alike.
import type { ServiceKind } from '../../geodata/schema/service_words.ts';

/** Filled with even-odd rule. */
export const SERVICE_GLYPHS: Readonly<Record<ServiceKind, string>> = {
  medical: 'M9.500 4h5v5.500H20v5h-5.500V20h-5v-5.500H4v-5h5.500z',
  psychosocial:
    'M12 20.300C6 15.800 3.500 12.700 3.500 9.300A4.500 4.500 0 0 1 12 7.200a4.500 4.500 0 0 1 8.500 2.100c0 3.400-2.500 6.500-8.500 11z',
  legal:
    'M11 3h2v2.200l6 1.500v1.600h-.400L21.500 14c0 1.700-1.600 3-3.500 3s-3.500-1.300-3.500-3l2.700-6L13 7v11h4v2H7v-2h4V7L6.800 8l2.700 6c0 1.700-1.600 3-3.500 3s-3.500-1.300-3.500-3l2.900-5.700H5V6.700l6-1.500zM6 10.300 4.400 14h3.200zM18 10.300 16.400 14h3.200z',
  safe_space:
    'M12 3 3 11h2.500v9h13v-9H21zM12 17.500c-2.700-2-3.800-3.400-3.800-4.900a2 2 0 0 1 3.800-.9 2 2 0 0 1 3.800.9c0 1.500-1.100 2.900-3.800 4.900z',
  shelter: 'M12 3.500 2 20h6.500L12 13l3.500 7H22z',
  police:
    'M12 2.500 4 5.500v6c0 4.800 3.300 8.400 8 10 4.700-1.600 8-5.200 8-10v-6zM12 7l1.400 3 3.300.400-2.400 2.200.6 3.200-2.900-1.600-2.900 1.600.6-3.200-2.400-2.200 3.300-.4z',
  food: 'M3 11h18c0 4.200-2.400 7-5.500 8.200V21h-7v-1.800C5.400 18 3 15.200 3 11zM8 3h1.800v6H8zM11.100 3h1.800v6h-1.800zM14.200 3H16v6h-1.800z',
  livelihood:
    'M8.500 4h7v3H21v13H3V7h5.500zM10.300 5.800V7h3.400V5.800zM3 12.400h7.500v1.800h3v-1.800H21v1.300h-6V16H9v-2.300H3z',
  education:
    'M12 4 1.500 9 12 14l8-3.800V16h1.500V9.500zM5.500 12.800V17c1.700 1.800 4 2.700 6.500 2.700s4.800-.9 6.500-2.700v-4.200L12 16z',
};

/** A shield round a house: ground that people agreed to keep safe. */
export const ZONE_GLYPH = 'M12 6 6 11h1.700v6h3v-3.800h2.600V17h3v-6H18z';
