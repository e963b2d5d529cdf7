#include "modules/_random/mersenne_twister.h"

#include <algorithm>

namespace pyro {

namespace {

constexpr size_t kMiddle = 397;
constexpr uint32_t kMatrix = 0x9908b0df, kUpperMask = 0x80000000, kLowerMask = 0x7fffffff;

uint32_t twist(uint32_t upper, uint32_t lower) {
  uint32_t mixed = (upper & kUpperMask) | (lower & kLowerMask);
  return (mixed >> 1) ^ ((mixed & 1) != 0 ? kMatrix : 0);
}

}  // namespace

void MersenneTwister::seed_word(uint32_t seed) {
  words[0] = seed;
  for (uint32_t i = 1; i < kWords; i++)
    words[i] = 1812433253u * (words[i - 1] ^ (words[i - 1] >> 30)) + i;
  position = kWords;
}

void MersenneTwister::seed(const uint32_t* key, size_t key_length) {
  seed_word(19650218u);
  size_t i = 1, j = 0;
  auto advance = [&] {
    if (++i >= kWords) {
      words[0] = words[kWords - 1];
      i = 1;
    }
  };
  for (size_t round = std::max(kWords, key_length); round != 0; round--) {
    words[i] = (words[i] ^ ((words[i - 1] ^ (words[i - 1] >> 30)) * 1664525u)) + key[j] +
               static_cast<uint32_t>(j);
    advance();
    if (++j >= key_length) j = 0;
  }
  for (size_t round = kWords - 1; round != 0; round--) {
    words[i] = (words[i] ^ ((words[i - 1] ^ (words[i - 1] >> 30)) * 1566083941u)) -
               static_cast<uint32_t>(i);
    advance();
  }
  words[0] = 0x80000000u;
}

void MersenneTwister::regenerate() {
  for (size_t i = 0; i < kWords; i++) {
    words[i] = words[(i + kMiddle) % kWords] ^ twist(words[i], words[(i + 1) % kWords]);
  }
  position = 0;
}

uint32_t MersenneTwister::next() {
  if (position >= kWords) regenerate();
  uint32_t y = words[position++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680u;
  y ^= (y << 15) & 0xefc60000u;
  return y ^ (y >> 18);
}

double MersenneTwister::next_double() {
  uint32_t high = next() >> 5, low = next() >> 6;
  return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
}

}  // namespace pyro
