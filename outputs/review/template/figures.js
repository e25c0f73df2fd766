/* The figure that a row prints, with what is carried to it, and in the unit of the ledger. */
import { divided, exactly, times } from "./fraction.js";
import { INDICATORS, UNITS } from "./lists.js";

export const figureOf = (row) => row.figures?.[row.fields.carried] ?? null;

const ofUnit = (unit) => divided(exactly(unit.numerator), exactly(unit.denominator));
export const ownUnit = (fields) => UNITS.get(INDICATORS.get(fields.indicator)?.unit);

/* What a figure is multiplied by in the ledger; null if its unit does not measure the indicator. */
const factorOf = ({ fields }) => {
  if (fields.disposition !== "observation") return exactly("1");
  const [printed, own] = [UNITS.get(fields.unit), ownUnit(fields)];
  if (!printed || !own || printed.dimension !== own.dimension) return null;
  return divided(ofUnit(printed), ofUnit(own));
};

/* Value and bounds as the ledger has them, exact; null where they cannot be known. */
export const valueOf = (row) => {
  const figure = figureOf(row);
  const factor = figure && factorOf(row);
  const inLedger = (text) => times(exactly(text), factor);
  const value = factor && inLedger(figure.value);
  return value && { value, low: inLedger(figure.low), high: inLedger(figure.high) };
};

/* The units of which a printed measure is a form, those of an indicator's dimension first. */
export const unitsFor = (row) => {
  const printed = figureOf(row)?.unit;
  const dimension = ownUnit(row.fields)?.dimension;
  const forms = [...UNITS.values()].filter((unit) => !printed || unit.printed.includes(printed));
  const fits = forms.filter((unit) => unit.dimension === dimension);
  const own = fits.filter((unit) => unit === ownUnit(row.fields));
  return [...new Set([...own, ...fits, ...forms])];
};
