/* The change of a figure in a year, over spans of one length only. */
import { seriesOf } from "./data.js";
import { h } from "./dom.js";
import { fixed, isCertain, periodName, pointName, rounded, shown } from "./format.js";
import { ask } from "./requests.js";
import { lengthOf, time } from "./series.js";
import { colon, t } from "./words.js";

const DAY = 864e5;
const DAYS_A_YEAR = 365.25;
/* Days that two ends of a year may be off, such as 28 February and 1 March. */
const TOLERANCE = 16;

/* The value a year before, or else the last one before that, with the change a year since then. */
export const yearlyOf = (point) => {
  const earlier = seriesOf(point.area_code, point).filter(
    (one) =>
      lengthOf(one) === lengthOf(point) && daysBetween(one, point) >= DAYS_A_YEAR - TOLERANCE,
  );
  const base = earlier.at(-1);
  if (!base || !(Number(base.value) > 0)) return null;
  const days = daysBetween(base, point);
  const years = days <= DAYS_A_YEAR + TOLERANCE ? 1 : days / DAYS_A_YEAR;
  return { base, years, ...amountOf(point, base, years) };
};
const daysBetween = (one, other) => (time(other) - time(one)) / DAY;

const amountOf = (point, base, years) => {
  const [value, before] = [Number(point.value), Number(base.value)];
  const points = point.unit === "percent";
  const amount = points ? (value - before) / years : 100 * ((value / before) ** (1 / years) - 1);
  return { amount, points, isSignCertain: isApart(point, base) };
};

/* Whether the intervals of two values do not meet. */
export const isApart = (one, other) => isAbove(one, other) || isAbove(other, one);
export const isAbove = (one, other) =>
  one.low != null && other.high != null && Number(one.low) > Number(other.high);

export const amountText = ({ amount, points }, signed = true) => {
  const size = Math.abs(amount);
  const text = size < 0.05 ? rounded(size, 3) : fixed(size, 1);
  const sign = !signed ? "" : amount > 0 ? "+" : "−";
  return `${amount ? sign : ""}${text}${points ? t("points_short") : "%"}`;
};

/** @type {(point: any, options?: {since?: boolean}) => any} */
export const yearlyChange = (point, { since = true } = {}) => {
  const found = yearlyOf(point);
  if (!found) return null;
  const period = periodName(found.base);
  const text = found.amount
    ? amountText(found) + (found.isSignCertain ? "" : " ?")
    : t("unchanged");
  const over = t(found.years === 1 ? "a_year" : "a_year_on_average", { period });
  return [
    h(
      "button",
      {
        type: "button",
        class: "n change",
        title: `${over}${colon()}${shown(found.base)}${
          found.isSignCertain || isCertain(point) ? "" : ` · ${t("uncertain_sign")}`
        }`,
        "aria-label": `${pointName(point)} ${text}, ${t("show_provenance")}`,
        onclick: () => ask("provenance", point),
      },
      text,
    ),
    since && h("span", { class: "muted" }, ` ${over}`),
  ];
};
