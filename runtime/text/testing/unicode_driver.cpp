// Oracle driver for the Unicode database.
#include "runtime/numbers/testing/oracle_driver.h"
#include "runtime/text/testing/driver_text.h"
#include "runtime/text/unicode.h"

namespace pyro {
namespace {

using testing::DecodeText;
using testing::EncodeText;

std::string Mapped(CodePoint c, CaseMapping mapping) {
  CodePoint out[kMaximumCaseExpansion];
  const size_t count = MapCase(c, mapping, out);
  return EncodeText(TextView(out, count, TextWidth::kFour));
}

std::string Properties(CodePoint c) {
  std::string text;
  const bool flags[] = {IsAlphabetic(c),  IsLowercase(c),       IsUppercase(c),
                        IsTitlecase(c),   IsWhitespace(c),      IsLineBreak(c),
                        IsPrintable(c),   IsIdentifierStart(c), IsIdentifierContinue(c),
                        IsDecimal(c),     IsDigit(c),           IsNumeric(c),
                        IsAlphanumeric(c)};
  for (const bool flag : flags) text += flag ? '1' : '0';
  return text + " " + Mapped(c, CaseMapping::kLower) + " " + Mapped(c, CaseMapping::kUpper) + " " +
         Mapped(c, CaseMapping::kTitle) + " " + Mapped(c, CaseMapping::kFold);
}

std::string Database(CodePoint c, UnicodeVersion version) {
  TextBuilder decomposition;
  UnicodeDecomposition(c, version, &decomposition);
  char name[kMaximumNameLength], numeric[64] = "-";
  if (const std::optional<double> value = UnicodeNumeric(c, version))
    snprintf(numeric, sizeof numeric, "%.17g", *value);
  std::string text;
  for (const char* part : {UnicodeCategory(c, version), UnicodeBidirectional(c, version),
                           UnicodeEastAsianWidth(c, version)}) {
    text += part;
    text += " ";
  }
  for (const int part : {UnicodeCombining(c, version), UnicodeMirrored(c, version),
                         UnicodeDecimal(c, version), UnicodeDigit(c)}) {
    text += std::to_string(part) + " ";
  }
  return text + numeric + " " + EncodeText(decomposition.view()) + " " +
         std::string(name, UnicodeName(c, version, name));
}

std::string Handle(const std::vector<std::string>& f) {
  const UnicodeVersion version = f.back() == "3.2" ? UnicodeVersion::k3_2_0 : UnicodeVersion::k14_0;
  TextBuilder text, out;
  if (f[0] == "p") return Properties(static_cast<CodePoint>(std::stoul(f[1], nullptr, 16)));
  if (f[0] == "d") return Database(static_cast<CodePoint>(std::stoul(f[1], nullptr, 16)), version);
  if (f[0] == "lookup") {
    CodePoint found[kMaximumSequenceLength];
    return EncodeText(TextView(found, UnicodeLookup(f[1], NamedSequences::kInclude, version, found),
                               TextWidth::kFour));
  }
  DecodeText(f[1], &text);
  if (f[0] == "case") {
    ConvertCase(text.view(), static_cast<CaseConversion>(std::stoi(f[2])), &out);
    return EncodeText(out.view());
  }
  const auto form = static_cast<NormalizationForm>(std::stoi(f[2]));
  Normalize(text.view(), form, version, &out);
  return EncodeText(out.view()) + (IsNormalized(text.view(), form, version) ? " 1" : " 0");
}

}  // namespace
}  // namespace pyro

int main() { return pyro::testing::RunOracleDriver(pyro::Handle); }
