// Oracle driver for the format mini-languages.
#include <bit>

#include "runtime/numbers/testing/oracle_driver.h"
#include "runtime/text/format_spec.h"
#include "runtime/text/format_string.h"
#include "runtime/text/percent_format.h"
#include "runtime/text/testing/driver_text.h"

namespace pyro {
namespace {

using testing::DecodeText;
using testing::EncodeText;

double DoubleOf(const std::string& text) {
  return std::bit_cast<double>(static_cast<uint64_t>(std::stoull(text, nullptr, 16)));
}

std::string Answer(FormatResult result, const TextBuilder& out, const TextBuilder& error) {
  switch (result) {
    case FormatResult::kOk:
      return EncodeText(out.view());
    case FormatResult::kValueError:
      return "ValueError " + EncodeText(error.view());
    case FormatResult::kOverflowError:
      return "OverflowError " + EncodeText(error.view());
    case FormatResult::kNoMemory:
      return "no memory";
  }
  return "";
}

std::string Format(const std::vector<std::string>& f) {
  TextBuilder spec, out, error, value;
  DecodeText(f[2], &spec);
  FormatContext context;
  context.type_name = f[0] == "bool" ? TextView("bool") : TextView(std::string_view(f[0]));
  if (f[0] == "str") {
    DecodeText(f[1], &value);
    return Answer(FormatString(value.view(), spec.view(), context, &out, &error), out, error);
  }
  if (f[0] == "float") {
    return Answer(FormatFloatSpec(DoubleOf(f[1]), spec.view(), context, &out, &error), out, error);
  }
  if (f[0] == "complex") {
    const ComplexParts parts{DoubleOf(f[1]), DoubleOf(f[3])};
    return Answer(FormatComplex(parts, spec.view(), context, &out, &error), out, error);
  }
  BigIntBuffer number;
  BigIntParse(f[1], 16, 0, &number);
  return Answer(FormatInteger(number.view(), spec.view(), context, &out, &error), out, error);
}

// Formats every field with the one number given; the text of a failure as CPython has it.
std::string Percent(const std::vector<std::string>& f) {
  TextBuilder format, out, error;
  DecodeText(f[2], &format);
  PercentParser parser(format.view());
  PercentPiece piece;
  while (parser.next(&piece)) {
    if (!piece.is_field) {
      out.append(format.view().slice(piece.start, piece.end));
      continue;
    }
    const PercentField& field = piece.field;
    if (field.error != PercentError::kNone) {
      error.append_ascii(PercentErrorText(field.error, FormatKind::kText));
      return Answer(FormatResult::kValueError, out, error);
    }
    FormatResult result = FormatResult::kOk;
    if (IsPercentInteger(field.conversion)) {
      BigIntBuffer number;
      BigIntParse(f[1], 16, 0, &number);
      result = PercentInteger(number.view(), field, kDefaultIntegerDigitLimit, &out, &error);
    } else if (IsPercentFloat(field.conversion)) {
      result = PercentFloat(DoubleOf(f[1]), field, &out, &error);
    } else if (field.conversion == 's') {
      PercentText(std::string_view(f[1]), field, &out);
    } else {
      AppendUnsupportedCharacter(field, FormatKind::kText, &error);
      result = FormatResult::kValueError;
    }
    if (result != FormatResult::kOk) return Answer(result, out, error);
  }
  return EncodeText(out.view());
}

std::string Pieces(const std::string& text) {
  TextBuilder format;
  DecodeText(text, &format);
  FormatStringReader reader(format.view());
  FormatPiece piece;
  std::string answer;
  auto part = [&](TextRange range) {
    return EncodeText(format.view().slice(range.start, range.end));
  };
  while (true) {
    const FormatStep step = reader.next(&piece);
    if (step == FormatStep::kEnd) return answer;
    if (step == FormatStep::kError) return std::string("ValueError ") + reader.error();
    answer += part(piece.literal);
    if (piece.has_field) {
      answer += "|" + part(piece.field_name) + "|" + part(piece.format_spec) + "|" +
                std::to_string(piece.conversion);
    }
    answer += ";";
  }
}

std::string FieldName(const std::string& text) {
  TextBuilder name;
  DecodeText(text, &name);
  FieldNameReader reader(name.view());
  FieldNamePart part;
  auto show = [&] {
    return part.index >= 0 && !part.is_attribute
               ? std::to_string(part.index)
               : EncodeText(name.view().slice(part.name.start, part.name.end));
  };
  FormatStep step = reader.first(&part);
  std::string answer = step == FormatStep::kError ? "" : show();
  while (step != FormatStep::kError) {
    step = reader.next(&part);
    if (step == FormatStep::kEnd) return answer;
    if (step == FormatStep::kError) break;
    answer += std::string(part.is_attribute ? ";." : ";[") + show();
  }
  return std::string("ValueError ") + reader.error();
}

std::string Handle(const std::vector<std::string>& f) {
  if (f[0] == "percent") return Percent(f);
  if (f[0] == "pieces") return Pieces(f[1]);
  if (f[0] == "name") return FieldName(f[1]);
  return Format(f);
}

}  // namespace
}  // namespace pyro

int main() { return pyro::testing::RunOracleDriver(pyro::Handle); }
