// Oracle driver for runtime/numbers/bigint.h; integers travel as hexadecimal text.
#include <bit>
#include <cstring>

#include "runtime/numbers/bigint.h"
#include "runtime/numbers/testing/oracle_driver.h"

namespace pyro {
namespace {

std::string Text(BigIntView value, int base = 16) {
  std::string digits(BigIntDigitBound(value, base), '\0');
  digits.resize(BigIntDigits(value, base, LetterCase::kLower, digits.data()));
  return value.negative ? "-" + digits : digits;
}

std::string StatusText(IntStatus status) {
  return "status " + std::to_string(static_cast<int>(status));
}

std::string Answer(IntStatus status, const BigIntBuffer& result) {
  return status == IntStatus::kOk ? Text(result.view()) : StatusText(status);
}

std::string DoubleText(double value) {
  char text[32];
  snprintf(text, sizeof text, "%016lx", std::bit_cast<uint64_t>(value));
  return text;
}

std::string Unary(const std::string& name, BigIntView a) {
  BigIntBuffer r;
  double d = 0;
  if (name == "invert") return Answer(BigIntInvert(a, &r), r);
  if (name == "sqrt") return Answer(BigIntSquareRoot(a, &r), r);
  if (name == "hash") return std::to_string(BigIntHash(a));
  if (name == "bits")
    return std::to_string(BigIntBitLength(a)) + " " + std::to_string(BigIntBitCount(a));
  if (name == "float") {
    const IntStatus status = BigIntToDouble(a, &d);
    return status == IntStatus::kOk ? DoubleText(d) : StatusText(status);
  }
  if (name == "frexp") {
    int64_t exponent;
    d = BigIntFrexp(a, &exponent);
    return DoubleText(d) + " " + std::to_string(exponent);
  }
  return "unknown operation";
}

std::string Binary(const std::string& name, BigIntView a, BigIntView b) {
  BigIntBuffer r, s;
  if (name == "add") return Answer(BigIntAdd(a, b, &r), r);
  if (name == "sub") return Answer(BigIntSubtract(a, b, &r), r);
  if (name == "mul") return Answer(BigIntMultiply(a, b, &r), r);
  if (name == "gcd") return Answer(BigIntGcd(a, b, &r), r);
  if (name == "and") return Answer(BigIntBitwise(BitOperation::kAnd, a, b, &r), r);
  if (name == "or") return Answer(BigIntBitwise(BitOperation::kOr, a, b, &r), r);
  if (name == "xor") return Answer(BigIntBitwise(BitOperation::kXor, a, b, &r), r);
  if (name == "shl") return Answer(BigIntShiftLeft(a, b, &r), r);
  if (name == "shr") return Answer(BigIntShiftRight(a, b, &r), r);
  if (name == "pow") return Answer(BigIntPower(a, b, &r), r);
  if (name == "cmp")
    return std::to_string(BigIntCompare(a, b) > 0 ? 1 : BigIntCompare(a, b) < 0 ? -1 : 0);
  if (name == "divmod") {
    const IntStatus status = BigIntFloorDivide(a, b, &r, &s);
    return status == IntStatus::kOk ? Text(r.view()) + " " + Text(s.view()) : StatusText(status);
  }
  if (name == "truediv") {
    double d = 0;
    const IntStatus status = BigIntTrueDivide(a, b, &d);
    return status == IntStatus::kOk ? DoubleText(d) : StatusText(status);
  }
  return "unknown operation";
}

std::string BytesAnswer(const std::vector<std::string>& f, BigIntView value) {
  const ByteOrder order = f[3] == "little" ? ByteOrder::kLittle : ByteOrder::kBig;
  const Signedness signedness = f[4] == "1" ? Signedness::kSigned : Signedness::kUnsigned;
  std::string bytes(std::stoul(f[2]), '\0');
  const std::span<uint8_t> span(reinterpret_cast<uint8_t*>(bytes.data()), bytes.size());
  const IntStatus status = BigIntToBytes(value, span, order, signedness);
  if (status != IntStatus::kOk) return StatusText(status);
  BigIntBuffer back;
  if (BigIntFromBytes(span, order, signedness, &back) != IntStatus::kOk) return "no memory";
  std::string hex;
  for (const uint8_t byte : span) {
    char pair[3];
    snprintf(pair, sizeof pair, "%02x", byte);
    hex += pair;
  }
  return hex + " " + Text(back.view());
}

std::string Handle(const std::vector<std::string>& f) {
  BigIntBuffer a, b, c, r;
  if (f[0] == "parse") {
    const IntParseResult parsed = BigIntParse(f[1], std::stoi(f[2]), 4300, &a);
    return parsed.status == IntStatus::kOk ? Text(a.view()) : StatusText(parsed.status);
  }
  if (f[0] == "fromfloat") {
    const double value =
        std::bit_cast<double>(static_cast<uint64_t>(std::stoull(f[1], nullptr, 16)));
    return Answer(BigIntFromDouble(value, &r), r);
  }
  if (BigIntParse(f[1], 16, 0, &a).status != IntStatus::kOk) return "bad request";
  if (f[0] == "text") return Text(a.view(), std::stoi(f[2]));
  if (f[0] == "bytes") return BytesAnswer(f, a.view());
  if (f[0] == "cmpfloat") {
    const double value =
        std::bit_cast<double>(static_cast<uint64_t>(std::stoull(f[2], nullptr, 16)));
    const int order = BigIntCompareDouble(a.view(), value);
    return std::to_string((order > 0) - (order < 0));
  }
  if (f.size() == 2) return Unary(f[0], a.view());
  if (BigIntParse(f[2], 16, 0, &b).status != IntStatus::kOk) return "bad request";
  if (f.size() == 3) return Binary(f[0], a.view(), b.view());
  if (BigIntParse(f[3], 16, 0, &c).status != IntStatus::kOk) return "bad request";
  return Answer(BigIntModularPower(a.view(), b.view(), c.view(), &r), r);
}

}  // namespace
}  // namespace pyro

int main() { return pyro::testing::RunOracleDriver(pyro::Handle); }
