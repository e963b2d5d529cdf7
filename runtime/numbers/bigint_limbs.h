// Inner helpers of the big integer functions: GMP's names for our types, and scratch memory.
#pragma once

#include <gmp.h>

#include <bit>
#include <cstring>

#include "runtime/numbers/bigint.h"

namespace pyro::bigint_internal {

static_assert(sizeof(mp_limb_t) == sizeof(Limb) && GMP_NAIL_BITS == 0);

inline constexpr size_t kLimbBits = 64;

inline mp_limb_t* Gmp(Limb* limbs) { return reinterpret_cast<mp_limb_t*>(limbs); }
inline const mp_limb_t* Gmp(const Limb* limbs) { return reinterpret_cast<const mp_limb_t*>(limbs); }
inline const mp_limb_t* Gmp(BigIntView view) { return Gmp(view.limbs.data()); }

inline size_t NormalizedSize(const Limb* limbs, size_t size) {
  while (size != 0 && limbs[size - 1] == 0) --size;
  return size;
}

inline int CompareMagnitude(BigIntView a, BigIntView b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.is_zero() ? 0 : mpn_cmp(Gmp(a), Gmp(b), static_cast<mp_size_t>(a.size()));
}

// |value| >> count, and whether a one was shifted out.
IntStatus ShiftMagnitudeRight(BigIntView value, uint64_t count, BigIntBuffer* result, bool* lost);

}  // namespace pyro::bigint_internal
