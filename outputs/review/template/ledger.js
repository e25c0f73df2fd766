/* The ledger as CSV, with the columns that a load knows. */
import { h } from "../../report/page/template/dom.js";
import { changedFields, ROWS } from "./decisions.js";
import { valueOf } from "./figures.js";
import { decimal } from "./fraction.js";
import { DATA, wanted } from "./lists.js";

/* Only what has a meaning for the row; the value follows from what is printed, and from its unit. */
export const ledgerRow = (row) => {
  const meant = new Set([...DATA.always, ...wanted(row.fields)]);
  const fields = { ...row.fields, value: decimal(valueOf(row)?.value) };
  return {
    ...Object.fromEntries(DATA.header.map((name) => [name, meant.has(name) ? fields[name] : ""])),
    carried: meant.has("value") ? fields.carried : "",
    confidence: row.accepted ? "1" : row.confidence,
    reasons: reasonsOf(row),
  };
};

/* Who decided: a person, and what of the proposal was changed; or the reader, and why. */
const reasonsOf = (row) => {
  if (!row.accepted) return [...row.reasons, ...row.doubts].map((one) => one.en).join("; ");
  const changed = changedFields(row).filter((name) => name !== "value");
  return changed.length ? `reviewed; changed: ${changed.join(", ")}` : "reviewed";
};

const QUOTED = /[",\n\r]/;
const quoted = (text) => (QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const ledgerText = () =>
  [DATA.header, ...ROWS.map((row) => Object.values(ledgerRow(row)).map(quoted))]
    .map((line) => `${line.join(",")}\n`)
    .join("");

export const fileName = () =>
  `${(DATA.source || "ledger").replace(/[^\p{Letter}\p{Number}._-]/gu, "_")}.csv`;

export const saveLedger = () => {
  const address = URL.createObjectURL(new Blob([ledgerText()], { type: "text/csv" }));
  const link = h("a", { href: address, download: fileName() });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};
