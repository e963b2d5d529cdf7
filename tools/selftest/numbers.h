#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pyro {

// The lowest 64 bits of left * right, calculated by GMP.
uint64_t multiply_low(uint64_t left, uint64_t right);

// The shortest decimal text that reads back as `number`.
std::string shortest_text(double number);

// How many different characters `text` has.
int count_distinct(std::string_view text);

}  // namespace pyro
