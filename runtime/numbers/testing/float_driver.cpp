// Oracle driver for runtime/numbers/float_text.h; floats travel as the hexadecimal text of their
// bits.
#include <bit>

#include "runtime/numbers/float_text.h"
#include "runtime/numbers/testing/oracle_driver.h"

namespace pyro {
namespace {

std::string DoubleText(double value) {
  char text[32];
  snprintf(text, sizeof text, "%016lx", std::bit_cast<uint64_t>(value));
  return text;
}

double DoubleOf(const std::string& text) {
  return std::bit_cast<double>(static_cast<uint64_t>(std::stoull(text, nullptr, 16)));
}

std::string StatusText(FloatStatus status) {
  return "status " + std::to_string(static_cast<int>(status));
}

std::string IntText(BigIntView value) {
  std::string digits(BigIntDigitBound(value, 10), '\0');
  digits.resize(BigIntDigits(value, 10, LetterCase::kLower, digits.data()));
  return value.negative ? "-" + digits : digits;
}

std::string Parse(const std::vector<std::string>& f) {
  if (f[0] == "parse") {
    const std::optional<double> value = ParseFloat(f[1]);
    return value ? DoubleText(*value) : "invalid";
  }
  if (f[0] == "fromhex") {
    double value;
    const FloatStatus status = ParseFloatHex(f[1], &value);
    return status == FloatStatus::kOk ? DoubleText(value) : StatusText(status);
  }
  const std::optional<ComplexParts> value = ParseComplex(f[1]);
  return value ? DoubleText(value->real) + " " + DoubleText(value->imaginary) : "invalid";
}

std::string Handle(const std::vector<std::string>& f) {
  if (f[0] == "parse" || f[0] == "fromhex" || f[0] == "complex") return Parse(f);
  const double value = DoubleOf(f[1]);
  CharBuffer text;
  if (f[0] == "format") {
    FloatFormat format;
    format.code = f[2] == "none" ? 0 : f[2][0];
    format.precision = std::stoi(f[3]);
    format.alternate = f[4] == "#";
    FormatFloat(value, format, &text);
    return std::string(text.view());
  }
  char small[kFloatReprSize];
  if (f[0] == "repr") return std::string(small, FloatRepr(value, small));
  if (f[0] == "hex") return std::string(small, FloatHex(value, small));
  if (f[0] == "hash") return std::to_string(FloatHash(value));
  if (f[0] == "round") {
    double rounded;
    const FloatStatus status = RoundFloat(value, std::stol(f[2]), &rounded);
    return status == FloatStatus::kOk ? DoubleText(rounded) : StatusText(status);
  }
  if (f[0] == "ratio") {
    BigIntBuffer numerator, denominator;
    const FloatStatus status = FloatIntegerRatio(value, &numerator, &denominator);
    return status == FloatStatus::kOk
               ? IntText(numerator.view()) + "/" + IntText(denominator.view())
               : StatusText(status);
  }
  const ComplexParts parts{value, DoubleOf(f[2])};
  if (f[0] == "complexhash") return std::to_string(ComplexHash(parts));
  ComplexRepr(parts, &text);
  return std::string(text.view());
}

}  // namespace
}  // namespace pyro

int main() { return pyro::testing::RunOracleDriver(pyro::Handle); }
