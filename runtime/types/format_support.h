#pragma once

#include "runtime/numbers/bigint.h"
#include "runtime/str.h"
#include "runtime/text/format_spec.h"

namespace pyro {

// An int (small or large; not a bool or subclass, see int_value_of) as the algorithms in runtime/numbers see it. `value` must
// outlive the operand and may not move: no safepoint in its extent.
class IntOperand {
 public:
  explicit IntOperand(RawObject value) : small_(value.is_small_int() ? value.small_int() : 0) {
    if (value.is_small_int()) {
      view_ = small_.view();
    } else {
      view_ = {{value.body<const Limb>(), static_cast<size_t>(value.heap_words() - 1)}, (value.header().hash() & 1) != 0};
    }
  }
  IntOperand(const IntOperand&) = delete;
  operator BigIntView() const { return view_; }

 private:
  SmallIntView small_;
  BigIntView view_;
};

// Raises what a formatting function reported. Returns Error.
RawObject raise_format_error(Thread* thread, FormatResult result, StrBuilder* error);

}  // namespace pyro
