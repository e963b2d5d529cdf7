#pragma once

#include <cstdint>

#include "runtime/symbol_list.h"

namespace pyro {

// Interned names known to the VM. Runtime::symbol(Symbol::k__init__) is the str.
enum class Symbol : uint16_t {
#define PYRO_DEFINE_SYMBOL(name, text) k##name,
  PYRO_SYMBOLS(PYRO_DEFINE_SYMBOL)
#undef PYRO_DEFINE_SYMBOL
      kCount,
  kNone = 0xffff,
};

}  // namespace pyro
