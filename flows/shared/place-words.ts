import { plain } from './plain.js';

/** Words after which a place is named. */
const MARKERS =
  /\b(colonia|col|barrio|fraccionamiento|fracc?|unidad|residencial|ejido|rancho|calle|avenida|av|boulevard|blvd|privada|cerrada|calzada|carretera|camino|junta auxiliar|ampliacion|neighbou?rhood|street|st|avenue|road)\b\.?(?<rest>.*)/u;
/** "¿Dan servicio en Tehuacán?" */
const SERVED =
  /\b(llegan?|llegaria|cobertura|covertura|servicio|servisio|senal|fibra|internet|cubren|contratar|instalar?|instalan|coverage|service|cover|reach|available|install)\b.*?\b(en|a|al|hasta|in|at|to|on)\b(?<rest>.*)/u;
/** "Do you cover Cholula?" */
const COVERED = /\b(cubren|cover|reach|serve)\b(?<rest>.*)/u;

/** What says nothing of where: whatever is wanted, and "here", "at home". */
const EMPTY = new Set(
  (
    'a aca adios ahi al alla alli alguien algun antena aqui ay aun aviso bien buen buenas buenos calle casa casita checar checas cobertura codigo col colonia como con conmigo contratar contrato covertura cp cual cuando cuanto ' +
    'da dan de del departamento depa deje deme despues dia digo dire dias direccion domicilio donde dos e el ella ellos en es esa ese esta estan este esto estoy ' +
    'familia favor fecha fibra gracias gustaria hacer hasta hay hola hogar hoy informacion informes instalan instalar instalarme instalen interesa internet inter ir la las le les linea llega llegan llegaria lo local los lugar luego mas me megas mas mes mi mis momento mucho misma mismo mudar mudo ' +
    'necesita necesito negocio ni no nos nosotros nuestra nuestro numero nuevo nueva o ocupo oficina oigan oiga ok os para pero planes poner pongan por porfa porfavor postal precio precios propia propio pueblo puede pueden puedo pues ' +
    'q que quiero quisiera quien rancho rato red rentar rumbo rumbos saber se semana senal ser servicio si sitio sobre solo son su sus tal tan tarde te tele tener tengo tiene tienen tienes tambien tarda tardan tardarian tiempo todavia trabajo tu tv ubicacion un una unos ustedes vecino vecinos ver verdad vivienda vivo vivimos voy wifi y ya yo zona ' +
    'address am an and apartment are at available be business can could coverage cover do does fiber for from get have hello here hi home house how i in install internet is it live me my near neighborhood neighbourhood of office on or our place please postal code right service shop street the soon tell thanks thank then there this to town when will us we want what where with would you your zip'
  ).split(' '),
);

const hasName = (text: string): boolean =>
  (text.match(/[\p{L}\p{N}]+/gu) ?? []).some((word) => (/^\d+$/.test(word) ? word.length !== 5 : word.length > 1 && !EMPTY.has(word)));

/** A longer question is about more than a name. */
const SHORT_WORDS = 6;

/**
 * Whether words tell a place at all, though it is on no list: "lomas verdes", but not "aquí en mi casa". A postal code alone is none.
 * @param asked they answer the question where: then a name alone is a place.
 */
export function tellsPlace(text: string, asked: boolean): boolean {
  const words = plain(text);
  if (asked) return hasName(words);
  return [MARKERS, SERVED, COVERED].some((pattern) => {
    const rest = pattern.exec(words)?.groups?.rest;
    return rest !== undefined && hasName(rest);
  });
}

/** "¿Y en Cholula?": asked in passing about another place. "¿Cuándo llegan?" is about the same one. */
export const namesOther = (text: string): boolean =>
  tellsPlace(text, false) || /\b\d{5}\b/.test(text) || (text.trim().split(/\s+/).length <= SHORT_WORDS && hasName(plain(text)));
