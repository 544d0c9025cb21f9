import { makePdf } from '../documents/pdf.js';
import { printable } from '../documents/printable.js';
import type { Customer } from './backoffice.js';
import type { Invoice } from './billing.js';
import { SAMPLE_MARK } from './demo-invoice-xml.js';

const STYLE = { brand: '#1f3a5f', author: 'Red Ejemplo' };
const PESOS = new Intl.NumberFormat('es-MX', { style: 'currency', currency: 'MXN' });
const pesos = (centavos: number): string => printable(PESOS.format(centavos / 100));

/** How an invoice of the demo is printed: in Spanish, as the provider sends it, and marked as a sample. */
export function demoInvoicePdf({ holder, address, plan }: Customer, invoice: Invoice): Promise<Uint8Array> {
  const { id, uuid, account, from, to, issuedAt, dueDate, total, lines } = invoice;
  const head = { title: `Factura ${id}`, language: 'es-MX', createdAt: Date.parse(issuedAt) };
  return makePdf(head, STYLE, (pdf) => {
    pdf.paragraph(SAMPLE_MARK);
    pdf.facts([
      ['Cuenta', account],
      ['Titular', printable(holder)],
      ['Domicilio', printable(address)],
      ['Plan', printable(plan)],
      ['Folio fiscal', uuid ?? ''],
      ['Periodo', `${from} a ${to}`],
      ['Fecha límite de pago', dueDate],
    ]);
    pdf.heading('Conceptos');
    pdf.facts([...lines.map(({ description, amount }) => [printable(description), pesos(amount)] as const), ['Total', pesos(total)]]);
    pdf.paragraph('Precios con impuestos incluidos.');
  });
}
