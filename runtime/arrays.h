#pragma once

#include "objects/objects.h"

// Bulk moves between objects whose elements start at word 1 (arrays and tuples).

namespace pyro {

// target[to ..] = source[from .. from + count); the ranges may overlap.
inline void copy_elements_NoGC(RawObject target, word to, RawObject source, word from, word count) {
  if (count <= 0) return;
  std::memmove(target.body<uword>() + to, source.body<uword>() + from,
               static_cast<size_t>(count) * kWordSize);
  write_barrier(target.address());
}

// Forgets elements that are no longer part of the content, so that they do not keep objects alive.
inline void clear_elements_NoGC(RawObject target, word from, word count) {
  if (count > 0)
    std::memset(target.body<uword>() + from, 0, static_cast<size_t>(count) * kWordSize);
}

// Grows by a quarter or a bit more, so that appending is amortised.
inline word list_capacity_for(word needed) { return (needed + needed / 4 + 4) & ~word{3}; }

}  // namespace pyro
