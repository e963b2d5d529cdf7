#include "tools/selftest/numbers.h"

#include <absl/container/flat_hash_map.h>
#include <double-conversion/double-conversion.h>
#include <gmp.h>

namespace pyro {

uint64_t multiply_low(uint64_t left, uint64_t right) {
  mp_limb_t factors[2] = {left, right};
  mp_limb_t product[2];
  mpn_mul_n(product, &factors[0], &factors[1], 1);
  return product[0];
}

std::string shortest_text(double number) {
  char buffer[64];
  double_conversion::StringBuilder builder(buffer, sizeof buffer);
  double_conversion::DoubleToStringConverter::EcmaScriptConverter().ToShortest(number, &builder);
  return builder.Finalize();
}

int count_distinct(std::string_view text) {
  absl::flat_hash_map<char, int> counts;
  for (char character : text) ++counts[character];
  return static_cast<int>(counts.size());
}

}  // namespace pyro
