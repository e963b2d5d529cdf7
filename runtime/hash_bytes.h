#pragma once

#include <cstdint>
#include <cstring>

// Keyed hashing of text and bytes, so that an attacker who does not know the seed cannot prepare
// colliding keys.

namespace pyro {

namespace internal {

constexpr uint64_t rotate_left(uint64_t value, int bits) {
  return value << bits | value >> (64 - bits);
}

struct SipState {
  uint64_t v0, v1, v2, v3;
  void round() {
    v0 += v1, v2 += v3;
    v1 = rotate_left(v1, 13) ^ v0, v3 = rotate_left(v3, 16) ^ v2;
    v0 = rotate_left(v0, 32);
    v2 += v1, v0 += v3;
    v1 = rotate_left(v1, 17) ^ v2, v3 = rotate_left(v3, 21) ^ v0;
    v2 = rotate_left(v2, 32);
  }
};

}  // namespace internal

// SipHash-1-3 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012).
inline uint64_t sip_hash(const uint64_t* seed, const void* data, uint64_t length) {
  internal::SipState state{seed[0] ^ 0x736f6d6570736575, seed[1] ^ 0x646f72616e646f6d,
                           seed[0] ^ 0x6c7967656e657261, seed[1] ^ 0x7465646279746573};
  const uint8_t* bytes = static_cast<const uint8_t*>(data);
  for (uint64_t left = length / 8; left != 0; left--, bytes += 8) {
    uint64_t block;
    std::memcpy(&block, bytes, 8);
    state.v3 ^= block;
    state.round();
    state.v0 ^= block;
  }
  uint64_t last = 0;
  std::memcpy(&last, bytes, length & 7);
  last |= length << 56;
  state.v3 ^= last;
  state.round();
  state.v0 ^= last;
  state.v2 ^= 0xff;
  state.round(), state.round(), state.round();
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

// A keyed mix of one word, for strings that are held in the word itself.
inline uint64_t mix_word(const uint64_t* seed, uint64_t value) {
  auto product = static_cast<unsigned __int128>(value ^ seed[0] ^ 0x9e3779b97f4a7c15) *
                 (seed[1] | 0xd6e8feb86659fd93);
  uint64_t folded = static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
  return folded ^ folded >> 29;
}

}  // namespace pyro
