/* What the panel says of a derived value: its formula and the figures in it. */
const metricFacts = (point) => {
  const made = [point.numerator_id, point.denominator_id, point.denominator_first_id].map((id) => FIGURE.get(id));
  return [
    facts([
      ["formula", formula(point, made)],
      ["interval", interval(point) || t("no_interval")],
      ["definition", inLanguage(definedAs(point), "definition")],
      ["periods", Number(point.denominator_age_days) > 0 && t("days_differ", { days: point.denominator_age_days })].map((part) => part || null),
      ["query", h("code", {}, `select * from mart.explain_metric('${point.code}', '${point.area_code}', '${point.period_end}')`)],
    ]),
    h("h3", {}, t("made_of")),
    ...made.filter(Boolean).map(madeOf),
  ];
};

const formula = (point, [one, other]) => {
  const { kind, factor, denominator_factor: less } = definedAs(point);
  const by = (amount) => (Number(amount) === 1 ? "" : `${grouped(amount)} × `);
  const below = other ? number(other) : grouped(point.denominator);
  const above = one ? number(one) : "…";
  if (kind === "gap") return [by(factor), above, " − ", by(less), below];
  if (kind === "annual_growth") return [by(factor), "((", above, " / ", below, `)^(365.25/${point.denominator_age_days}) − 1)`];
  return [by(factor), above, " / ", below];
};

const madeOf = (point) =>
  h("div", { class: "made" },
    h("div", {}, number(point, { unit: true }), flag(point)),
    h("div", {}, `${pointName(point)} · ${areaName(point.area_code)} · ${periodName(point)}`),
    h("div", { class: "muted" }, h("q", {}, point.printed), " ", SOURCES.get(point.source_code)?.title, " ", h("code", {}, point.locator)));
