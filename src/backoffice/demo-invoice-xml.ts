import type { Customer } from './backoffice.js';
import type { Invoice, InvoiceLine } from './billing.js';

/** What every file of the demo says of itself. */
export const SAMPLE_MARK = 'MUESTRA SIN VALIDEZ FISCAL';
/** The tax numbers that the authority's own examples use: nobody's. */
const ISSUER = 'AAA010101AAA';
const RECEIVER = 'XAXX010101000';

const pesos = (centavos: number): string => (centavos / 100).toFixed(2);
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const attribute = (text: string): string => text.replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter);

const concept = ({ code, description, amount }: InvoiceLine): string =>
  `    <cfdi:Concepto NoIdentificacion="${attribute(code)}" Cantidad="1" ClaveUnidad="E48" Descripcion="${attribute(description)}"` +
  ` ValorUnitario="${pesos(amount)}" Importe="${pesos(amount)}" ObjetoImp="01"/>`;

/** An invoice of the demo as XML in the form of a CFDI 4.0, unsigned and marked as a sample: prices have their taxes in them. UTF-8. */
export function demoInvoiceXml({ holder }: Customer, { id, uuid, issuedAt, total, lines }: Invoice): Uint8Array {
  const at = issuedAt.slice(0, 19);
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<!-- ${SAMPLE_MARK} -->`,
    `<cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/4" xmlns:tfd="http://www.sat.gob.mx/TimbreFiscalDigital" Version="4.0" Folio="${id}"` +
      ` Fecha="${at}" Moneda="MXN" TipoDeComprobante="I" Exportacion="01" SubTotal="${pesos(total)}" Total="${pesos(total)}" Sello="${SAMPLE_MARK}">`,
    `  <cfdi:Emisor Rfc="${ISSUER}" Nombre="RED EJEMPLO (EMPRESA DE EJEMPLO)"/>`,
    `  <cfdi:Receptor Rfc="${RECEIVER}" Nombre="${attribute(holder.toUpperCase())}" UsoCFDI="S01"/>`,
    '  <cfdi:Conceptos>',
    ...lines.map(concept),
    '  </cfdi:Conceptos>',
    '  <cfdi:Complemento>',
    `    <tfd:TimbreFiscalDigital Version="1.1" UUID="${uuid ?? ''}" FechaTimbrado="${at}" SelloSAT="${SAMPLE_MARK}"/>`,
    '  </cfdi:Complemento>',
    '</cfdi:Comprobante>',
    '',
  ].join('\n');
  return new TextEncoder().encode(xml);
}
