/**
 * Applies a difference of the TLCP-diff format: COPY, ADD and DEL sections in turn, each led by a letter-coded count.
 * The specification's text and its worked example disagree on counts above 25; plain base 26, capitals leading, is what
 * its text says and what the vendor's own client does. Throws an Error on a difference that does not fit `base`.
 */
export function applyTlcpDiff(base: string, diff: string): string {
  let result = "";
  let basePosition = 0;
  let position = 0;

  const count = (): number => {
    let value = 0;
    for (;;) {
      const code = diff.charCodeAt(position);
      if (code >= 97 && code <= 122) {
        position++;
        return value * 26 + code - 97;
      }
      if (!(code >= 65 && code <= 90)) throw new Error(`difference "${diff}" has no count at ${position}`);
      value = value * 26 + code - 65;
      position++;
    }
  };
  const piece = (text: string, from: number, length: number): string => {
    if (from + length > text.length)
      throw new Error(`difference "${diff}" reaches beyond ${text.length} characters`);
    return text.slice(from, from + length);
  };

  for (let section = 0; position < diff.length; section = (section + 1) % 3) {
    const length = count();
    if (section === 0) {
      result += piece(base, basePosition, length);
      basePosition += length;
    } else if (section === 1) {
      result += piece(diff, position, length);
      position += length;
    } else {
      basePosition += length;
    }
  }
  return result;
}
