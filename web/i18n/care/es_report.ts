// The report in Spanish.
import type { EN_REPORT } from './en_report.ts';

export const ES_REPORT = {
  'report.title': 'Contar algo en confianza',
  'report.intro':
    'Puede contar lo que le hicieron, o lo que vio u oyó. No hace falta nombre, cuenta ni dirección de correo.',
  'report.loading': 'Cargando',
  'report.retry': 'Intentar de nuevo',
  'report.cancel': 'Detener',
  'report.findHelp': 'Buscar ayuda cerca de usted',
  'report.step': 'Paso {step} de {steps}',

  'report.start.offline':
    'No hay red, y para contar algo aquí hace falta. Inténtelo cuando haya, o busque un lugar que ayude: esa página funciona sin red.',
  'report.start.failed': 'Algo falló, y no por culpa suya. Espere un minuto e inténtelo de nuevo.',

  'report.none.title': 'Esta página todavía no recibe reportes',
  'report.none.text':
    'Nadie ha creado aquí una clave para leerlos. Puede buscar un lugar que ayude y hablar allí con alguien.',
  'report.insecure.title': 'Nada se puede sellar por esta conexión',
  'report.insecure.text':
    'Abra esta página con https al principio de su dirección, o en un navegador reciente. Hasta entonces, no escriba nada aquí.',

  'report.emergency': 'Nadie recibe un aviso ahora',
  'report.emergency.text':
    'Nadie vendrá por lo que escriba aquí. Si alguien está herido o en peligro, busque ayuda primero.',
  'report.readers': 'Quién lo lee',
  'report.readers.text':
    'Sus palabras se sellan en este aparato. Solo personas capacitadas de la organización a cargo de esta página pueden abrirlas, con {keys|one=una clave que ellas guardan|other=una de las # claves que ellas guardan}. La computadora que las transmite no puede.',
  'report.when': 'Cuándo lo leen',
  'report.when.text':
    'Desde el día siguiente, junto con todo lo que llegó ese día. Nadie ve la hora. Una respuesta puede tardar algunos días.',
  'report.kept': 'Qué se guarda',
  'report.kept.text':
    'Sus palabras selladas y el día en que llegaron. Ni hora, ni dirección, ni nada sobre su aparato.',
  'report.identify': 'Qué puede aun así decir quién es usted',
  'report.identify.text':
    'Sus propias palabras, o una foto. Deje fuera nombres, números de teléfono, fechas de nacimiento exactas, caras y fachadas: los suyos y los de otras personas.',
  'report.device': 'Qué queda en este aparato',
  'report.device.text':
    'Esta página no guarda nada. La lista de páginas visitadas del navegador puede mostrar aun así que se abrió.',
  'report.duty': 'Qué pueden tener que comunicar',
  'report.duty.unknown':
    'Aquí no consta quién debe comunicar lo que le cuentan. En muchos lugares, parte del personal debe informar a las autoridades de ciertos actos, sobre todo contra niñas y niños. Si eso puede poner a alguien en peligro, pregunte antes de escribir a un servicio de su confianza.',
  'report.withdraw': 'Si cambia de opinión',
  'report.withdraw.text':
    'Con su recibo puede escribir en cualquier momento que su reporte ya no se use. Entonces queda fuera de todo lo que se cuente después. Las cifras ya publicadas quedan como están.',
  'report.consent':
    'Si sigue, acepta que esas personas lean lo que escribe y lo usen para ayudar, y para contar lo que se reporta, sin decir quién es usted.',
  'report.agree': 'Acepto y sigo',
  'report.haveReceipt': 'Tengo un recibo',
  'report.again': 'Lo que escriba ahora se añade bajo su recibo.',

  'report.area.title': '¿Dónde fue?',
  'report.area.hint': 'Ayuda a que respondan las personas adecuadas. Puede dejarlo sin elegir.',
  'report.area.region': 'Parte del país',
  'report.area.top': 'Zona',
  'report.area.part': 'Parte de esa zona',
  'report.area.notSaid': 'Prefiero no decirlo',
  'report.area.all': 'Prefiero no decir más',
  'report.area.failed': 'No se pudieron cargar las zonas. Puede seguir sin elegir una.',
  'report.area.nobody':
    'No conocemos en {area} ningún servicio médico o psicosocial que pueda estar abierto. Quienes lean su reporte quizá no tengan a nadie cerca de usted a quien enviarle.',
  'report.area.call': 'Aquí responde alguien:',
  'report.area.elsewhere': 'Puede haber uno en otra zona:',
  'report.area.still': 'Puede seguir y contarlo de todos modos.',
  'report.next': 'Seguir',

  'report.write.title': '¿Qué quiere contar?',
  'report.write.label': 'Sus palabras',
  'report.write.hint':
    'Qué se hizo o se vio, más o menos dónde, a cuántas personas, y qué hace falta ahora. Sin nombres.',
  'report.write.left': '{left|one=queda # carácter|many=quedan # caracteres|other=quedan # caracteres}',
  'report.write.empty': 'Escriba algo, o añada una foto, antes de seguir.',
  'report.day.label': '¿Qué día?',
  'report.day.notSure': 'No lo sé bien, o prefiero no decirlo',
  'report.day.later': 'Ese día todavía no ha llegado. Elija uno anterior.',
  'report.photo.label': 'Una foto, si quiere',
  'report.photo.hint':
    'Se dibuja de nuevo en este aparato como una imagen pequeña. El lugar, la hora y la cámara anotados en el archivo se pierden. Lo que se ve en ella queda: caras, números de casa, uniformes.',
  'report.photo.choose': 'Elegir una foto',
  'report.photo.working': 'La foto se está dibujando de nuevo.',
  'report.photo.alt': 'La foto tal como se enviará',
  'report.photo.size': '{kilobytes} kB. No se enviará nada más.',
  'report.photo.remove': 'Quitar la foto',
  'report.photo.not_a_picture':
    'Este navegador no puede leer ese archivo como foto; no se añadió. Elija otra, o siga sin ella.',
  'report.photo.too_large':
    'Esta foto no se puede hacer lo bastante pequeña; no se añadió. Elija otra, o siga sin ella.',
  'report.photo.blocked':
    'Este navegador no deja que las páginas dibujen imágenes; la foto no se añadió, porque no se podían quitar su lugar y su hora. Siga sin ella.',
  'report.reply.label': 'Quiero una respuesta, y la buscaré aquí con mi recibo',

  'report.check.title': 'Antes de enviarlo',
  'report.check.found': 'Esto puede decir quién es alguien',
  'report.check.foundText':
    'Se encontró en este aparato y no se envió a nadie. Puede cambiarlo, o dejarlo si así lo quiere.',
  'report.check.clear':
    'No encontramos nombres, números ni direcciones en sus palabras. La revisión es sencilla y deja pasar cosas: léalas una vez más.',
  'report.check.email': 'una dirección de correo',
  'report.check.number': 'un número de teléfono o de documento',
  'report.check.birth': 'una fecha de nacimiento',
  'report.check.name': 'un nombre',
  'report.check.photo': 'Con una foto. Mírela una vez más.',
  'report.check.change': 'Cambiar mis palabras',
  'report.check.send': 'Enviar',
  'report.check.sendAnyway': 'Enviar tal como está',
  'report.work':
    'Su aparato sella sus palabras y hace un pequeño cálculo, para que nadie pueda inundar esta página. Tarda unos segundos.',
  'report.work.look':
    'Su aparato hace un pequeño cálculo, para que nadie pueda probar muchos recibos. Tarda unos segundos.',
  'report.work.progress': 'Parte del cálculo ya hecha',

  'report.failed': 'No se envió',
  'report.failed.look': 'No se pudo buscar nada',
  'report.problem.offline': 'No hay red. Lo que escribió sigue en esta página. Inténtelo de nuevo cuando haya red.',
  'report.problem.busy': 'Hay demasiada gente a la vez. Espere un minuto e inténtelo de nuevo.',
  'report.problem.reports_full':
    'Hoy ya no se pueden recibir más reportes. No se guardó nada. Inténtelo mañana, o llame a alguien de su zona.',
  'report.problem.again': 'Algo cambió entretanto. No se guardó nada. Inténtelo de nuevo.',
  'report.problem.no_keys':
    'Aquí ya nadie puede leer reportes, así que no se envió. Busque un lugar que ayude y hable allí con alguien.',
  'report.problem.photo': 'La foto no cabe junto a tantas palabras. Quítela, o escriba menos.',
  'report.problem.other': 'Algo falló, y no por culpa suya. Lo que escribió sigue en esta página. Inténtelo de nuevo.',

  'report.receipt.title': 'Está enviado. Guarde estas 16 cifras',
  'report.receipt.label': 'Su recibo',
  'report.receipt.only':
    'Son la única manera de leer una respuesta o de escribir otra vez. Nadie puede volver a dárselas.',
  'report.receipt.keep':
    'Apréndalas de memoria si puede. Lo que se anota o se copia se puede encontrar: no ponga al lado nada que diga para qué son.',
  'report.receipt.when':
    'Su reporte se puede leer desde mañana. Vuelva aquí después de algunos días y elija «Tengo un recibo».',
  'report.receipt.copy': 'Copiar',
  'report.receipt.copied': 'Copiado. Otras aplicaciones pueden ver lo que copió: péguelo y después copie otra cosa.',
  'report.receipt.print': 'Imprimir',
  'report.receipt.done': 'Ya las guardé. Vaciar esta página',
  'report.receipt.againTitle': 'Está enviado bajo su recibo',
  'report.receipt.againText': 'Su recibo sigue siendo el mismo. Se puede leer desde mañana.',
  'report.receipt.clear': 'Vaciar esta página',

  'report.inbox.title': 'Buscar una respuesta',
  'report.inbox.label': 'Sus 16 cifras',
  'report.inbox.look': 'Buscar',
  'report.inbox.empty': 'Escriba primero las cifras de su recibo.',
  'report.inbox.none': 'No hay respuesta bajo estas cifras',
  'report.inbox.noneText':
    'Nadie ha respondido todavía, o una cifra es distinta. Compare cada cifra, o vuelva dentro de algunos días.',
  'report.inbox.found': '{count|one=Una respuesta|many=# respuestas|other=# respuestas}',
  'report.inbox.from': 'Escrita el {day}',
  'report.inbox.last': 'Se guardan las últimas cuatro respuestas.',
  'report.inbox.write': 'Escribir otra vez bajo este recibo',
  'report.inbox.other': 'Escribir las cifras de nuevo',
} as const satisfies Record<keyof typeof EN_REPORT, string>;
