const PESOS = new Intl.NumberFormat('es-MX', { style: 'currency', currency: 'MXN' });

/** Centavos as `$1,199.00`, which reads the same in every language of the house. */
export const pesos = (centavos: number): string => PESOS.format(centavos / 100);
