#include "runtime/text/text_repr.h"

#include "runtime/text/search.h"
#include "runtime/text/unicode.h"

namespace pyro {

void AppendHexEscape(CodePoint c, TextBuilder* out) {
  const int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
  out->append('\\');
  out->append(static_cast<CodePoint>(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U'));
  for (int i = digits; i-- != 0;)
    out->append(static_cast<CodePoint>("0123456789abcdef"[c >> (4 * i) & 15]));
}

namespace {

// The quote to use around a text.
CodePoint ChooseQuote(TextView text) {
  const bool has_single = FindCodePoint(text, '\'') != kNotFound;
  return has_single && FindCodePoint(text, '"') == kNotFound ? '"' : '\'';
}

// Escapes what is escaped everywhere: the quote, the backslash, and the three controls that have
// letters.
bool AppendCommonEscape(CodePoint c, CodePoint quote, TextBuilder* out) {
  CodePoint letter;
  if (c == quote || c == '\\')
    letter = c;
  else if (c == '\t')
    letter = 't';
  else if (c == '\n')
    letter = 'n';
  else if (c == '\r')
    letter = 'r';
  else
    return false;
  out->append('\\');
  out->append(letter);
  return true;
}

}  // namespace

void AppendTextRepr(TextView text, ReprStyle style, TextBuilder* out) {
  const CodePoint quote = ChooseQuote(text);
  out->append(quote);
  size_t plain = 0;  // start of what needs no escape
  for (size_t i = 0; i < text.length; ++i) {
    const CodePoint c = text[i];
    const bool printable =
        c < 0x80 ? c >= 0x20 && c != 0x7F : style == ReprStyle::kUnicode && IsPrintable(c);
    if (printable && c != quote && c != '\\') continue;
    if (plain != i) out->append(text.slice(plain, i));
    plain = i + 1;
    if (!AppendCommonEscape(c, quote, out)) AppendHexEscape(c, out);
  }
  if (plain != text.length) out->append(text.slice(plain, text.length));
  out->append(quote);
}

void AppendBytesRepr(std::span<const uint8_t> bytes, TextBuilder* out) {
  const CodePoint quote = ChooseQuote(TextView(bytes.data(), bytes.size(), TextWidth::kOne));
  out->append('b');
  out->append(quote);
  for (const uint8_t c : bytes) {
    if (AppendCommonEscape(c, quote, out)) continue;
    if (c >= 0x20 && c < 0x7F)
      out->append(c);
    else
      AppendHexEscape(c, out);
  }
  out->append(quote);
}

}  // namespace pyro
