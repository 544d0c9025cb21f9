import { describe, expect, it } from '@jest/globals';
import { topicOf } from '../../flows/shared/inquiry-topics.js';

describe('what a doubt comes to', () => {
  it.each([
    ['balance_inquiry', '¿cuánto debo?', 'balance'],
    ['balance_inquiry', 'cual es mi saldo actual y cuando se vence', 'balance'],
    ['balance_inquiry', '¿Ya se reflejó mi pago?', 'payment'],
    ['balance_inquiry', 'ya paso mi pago?', 'payment'],
    ['balance_inquiry', 'has my payment gone through?', 'payment'],
    ['billing_doubt', '¿por qué me llegó más caro?', 'bill'],
    ['billing_doubt', 'que es el servicio adicional que aparece', 'bill'],
    ['billing_doubt', 'por que debo si ya pague', 'bill'],
    ['billing_doubt', 'que significa saldo anterior', 'bill'],
    ['billing_doubt', 'why is my bill higher?', 'bill'],
    ['billing_doubt', '¿dónde puedo pagar?', 'howToPay'],
    ['billing_doubt', 'como le hago para pagar', 'howToPay'],
    ['billing_doubt', 'cual es la clabe', 'howToPay'],
    ['billing_doubt', 'se puede pagar con tarjeta o x transferencia', 'howToPay'],
    ['billing_doubt', 'where can I pay?', 'howToPay'],
    ['billing_doubt', '¿cuándo vence mi recibo?', 'dueDate'],
    ['billing_doubt', 'hasta q dia puedo pagar sin recargo', 'dueDate'],
    ['billing_doubt', 'en q dia me cortan si no pago', 'dueDate'],
    ['billing_doubt', 'que pasa si pago despues del dia 10', 'dueDate'],
    ['billing_doubt', 'when is it due?', 'dueDate'],
    ['billing_doubt', 'when will you cut me off if i don’t pay', 'dueDate'],
    ['billing_doubt', '¿puedo pagar en partes?', 'terms'],
    ['billing_doubt', 'si pago el año completo me hacen descuento', 'terms'],
    ['billing_doubt', 'can i pay in two parts', 'terms'],
    ['billing_doubt', '¿por qué me cobran por adelantado?', 'bill'],
    ['payment_reported_reconnection', 'ya pagué y no me activan', 'payment'],
    ['plans_and_prices', '¿qué planes tienen?', 'plans'],
  ])('%s, "%s": %s', (intent, text, topic) => {
    expect(topicOf(intent, text)).toBe(topic);
  });

  it('is not known before anything was said, nor of another matter', () => {
    expect(topicOf('billing_doubt', ' ')).toBeNull();
    expect(topicOf('technical_failure', 'no tengo internet')).toBeNull();
    expect(topicOf(null, 'cuánto debo')).toBeNull();
  });
});
