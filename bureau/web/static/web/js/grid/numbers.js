// What the clerk typed, as a plain number: full-width digits, thousands separators and the cell's own unit go.
// Whatever is not certainly a number stays as it was typed, for the server to judge and to explain.
const PLAIN = /^-?(\d+(\.\d*)?|\.\d+)$/;
const GROUPED = /^-?\d{1,3}(,\d{3})+(\.\d*)?$/;

export function tidy(text, unit) {
  let plain = text.normalize("NFKC").replace(/[\s\u200b]/g, "").replace(/。/g, ".").replace(/−/g, "-");
  const suffix = unit.normalize("NFKC");
  // Only the unit of this very cell: 5万元 in a cell of 元 is not 5.
  if (suffix && plain.endsWith(suffix) && !/[万亿千百]$/.test(plain.slice(0, -suffix.length))) {
    plain = plain.slice(0, -suffix.length);
  }
  if (GROUPED.test(plain)) {
    plain = plain.replace(/,/g, "");
  }
  if (plain === "") {
    return "";
  }
  return PLAIN.test(plain) ? plain : text;
}
