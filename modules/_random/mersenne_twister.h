#pragma once

#include <cstddef>
#include <cstdint>

// The Mersenne Twister MT19937 (Matsumoto and Nishimura, ACM TOMACS 8(1), 1998), with the
// initialisation of 2002 by an array of words.

namespace pyro {

struct MersenneTwister {
  static constexpr size_t kWords = 624;

  uint32_t words[kWords];
  uint32_t position;  // of the next word to hand out; kWords: all used up

  void seed(const uint32_t* key, size_t key_length);
  uint32_t next();
  // A float in [0, 1) with 53 random bits.
  double next_double();

 private:
  void seed_word(uint32_t seed);
  void regenerate();
};

}  // namespace pyro
