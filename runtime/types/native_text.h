#pragma once

#include <vector>

#include "runtime/str.h"

namespace pyro {

// A copy of a str's characters outside the heap, for walking through them while Python code runs.
class NativeText {
 public:
  explicit NativeText(RawObject str) {
    RawObject exact = underlying_value(str);
    StrData data = str_data(exact);
    words_.resize(static_cast<size_t>((data.length * unit_size(data.width) + 7) / 8));
    if (data.length > 0)
      std::memcpy(words_.data(), data.units,
                  static_cast<size_t>(data.length * unit_size(data.width)));
    view_ = {words_.data(), static_cast<size_t>(data.length),
             static_cast<TextWidth>(unit_size(data.width))};
  }
  TextView view() const { return view_; }

 private:
  std::vector<uint64_t> words_;
  TextView view_;
};

}  // namespace pyro
