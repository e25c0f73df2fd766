/* What the panel says about a derived value: its formula and the figures in it. */
import { FIGURE } from "./data.js";
import { h } from "./dom.js";
import { facts } from "./facts.js";
import { areaName, definedAs, grouped, interval, periodName, pointName } from "./format.js";
import { flag, number, sourceTitle } from "./number.js";
import { inLanguage, t } from "./words.js";

export const metricFacts = (point) => {
  const ids = [point.numerator_id, point.denominator_id, point.denominator_first_id];
  const [numerator, denominator, ...others] = ids.map((id) => FIGURE.get(id));
  return [
    facts([
      ["formula", formula(point, numerator, denominator)],
      ["interval", interval(point) || t("no_interval")],
      ["uncertain", point.exceeds_whole ? t("exceeds_whole") : null],
      ["definition", inLanguage(definedAs(point), "definition")],
      [
        "periods",
        Number(point.denominator_age_days) > 0 &&
        t("days_differ", { days: point.denominator_age_days }),
      ].map((part) => part || null),
      [
        "query",
        h(
          "code",
          {},
          `select * from mart.explain_metric('${point.code}', '${point.area_code}', '${point.period_end}')`,
        ),
      ],
    ]),
    h("h3", {}, t("made_of")),
    ...[numerator, denominator, ...others].filter(Boolean).map(madeOf),
  ];
};

const formula = (point, numerator, denominator) => {
  const { kind, factor, denominator_factor: less } = definedAs(point);
  const by = (amount) => (Number(amount) === 1 ? "" : `${grouped(amount)} × `);
  const below = denominator ? number(denominator) : grouped(point.denominator);
  const above = numerator ? number(numerator) : "…";
  if (kind === "gap") return [by(factor), above, " − ", by(less), below];
  if (kind === "annual_growth") {
    return [by(factor), "((", above, " / ", below, `)^(365.25/${point.denominator_age_days}) − 1)`];
  }
  if (kind === "ratio") return [by(factor), above, " / ", below];
  throw new Error(`no formula is known for a metric of kind ${kind}`);
};

const madeOf = (point) =>
  h(
    "div",
    { class: "made" },
    h("div", {}, number(point, { unit: true }), flag(point)),
    h("div", {}, `${pointName(point)} · ${areaName(point.area_code)} · ${periodName(point)}`),
    h(
      "div",
      { class: "muted" },
      h("q", {}, point.printed),
      " ",
      sourceTitle(point.source_code),
      " ",
      h("code", {}, point.locator),
    ),
  );
