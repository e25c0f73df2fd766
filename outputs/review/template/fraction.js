/* Exact numbers: a fraction of two integers, the lower positive. Texts in, texts out. */
const PLACES = 12n;

const common = (one, other) => (other ? common(other, one % other) : one < 0n ? -one : one);

const fraction = (over, under) => {
  const sign = under < 0n ? -1n : 1n;
  const shared = (common(over, under) || 1n) * sign;
  return { over: over / shared, under: under / shared };
};

/* null where there is no number: no bound, or nothing printed. */
export const exactly = (text) => {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text ?? "");
  if (!match) return null;
  const [, sign, whole, places = ""] = match;
  const over = BigInt(whole + places) * (sign ? -1n : 1n);
  return fraction(over, 10n ** BigInt(places.length));
};

export const HUNDRED = fraction(100n, 1n);
export const ONE = fraction(1n, 1n);
export const plus = (one, other) =>
  one && other &&
  fraction(one.over * other.under + other.over * one.under, one.under * other.under);
export const negative = (one) => one && fraction(-one.over, one.under);
export const minus = (one, other) => plus(one, negative(other));
export const times = (one, other) =>
  one && other && fraction(one.over * other.over, one.under * other.under);
export const divided = (one, other) =>
  one && other && other.over !== 0n
    ? fraction(one.over * other.under, one.under * other.over)
    : null;
export const isLess = (one, other) => one.over * other.under < other.over * one.under;

/* The decimal, rounded half away from zero where it has no end. */
export const decimal = (number, places = PLACES) => {
  if (!number) return "";
  const size = number.over < 0n ? -number.over : number.over;
  const scaled = (2n * size * 10n ** places + number.under) / (2n * number.under);
  const digits = String(scaled).padStart(Number(places) + 1, "0");
  const point = digits.length - Number(places);
  const text = `${digits.slice(0, point)}.${digits.slice(point)}`.replace(/\.?0*$/, "");
  return number.over < 0n && scaled ? `-${text}` : text;
};

/* Intervals; a bound that is null is missing, and so is what follows from it. */
export const meet = (one, other) =>
  !(one.high && other.low && isLess(one.high, other.low)) &&
  !(one.low && other.high && isLess(other.high, one.low));
